import type { Conversation, MessageState } from '../../rules/index.ts'
import { openSwarm } from './swarm.ts'
import type { Happened } from './world.ts'

/** One step of a conversation, as somebody beside it would see it. */
export interface Seen {
  at: number
  trigger: Happened['trigger']['type']
  before: Conversation | undefined
  after: Conversation
  said: MessageState[]
}

/** Every conversation of a random company, step by step. */
export function recordLives(seed: number, acts: number): Map<string, Seen[]> {
  const { world, act } = openSwarm(seed)
  const lives = new Map<string, Seen[]>()
  world.watchers.push(({ before, result, context, trigger }) => {
    const after = result.conversation
    if (result.refusal || !after) return
    const said = result.effects.flatMap((effect) =>
      effect.type === 'add-message' ? [effect.message] : [],
    )
    const own = before?.id === after.id ? before : undefined
    const life = lives.get(after.id) ?? []
    lives.set(after.id, life)
    life.push({ at: context.now, trigger: trigger.type, before: own, after, said })
  })
  for (let k = 0; k < acts; k++) act()
  return lives
}
