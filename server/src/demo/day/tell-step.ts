import { v7 as newId } from 'uuid'

import type { ExternalId } from '../../channels/index.ts'
import type { OpenChannel } from '../../connections/index.ts'
import { createAdvance, type Request, type Surroundings } from '../../conversations/index.ts'
import { receiveEvents } from '../../inbound/index.ts'
import { actAlone } from '../../routing/index.ts'
import type { MessageDraft, Person, Trigger } from '../../rules/index.ts'
import { senderOf, threadOf } from './customers.ts'
import { hourOfShop } from './moments.ts'
import { settleParts } from './settle-parts.ts'
import type { Step, Story } from './story.ts'

export interface Telling {
  around: Omit<Surroundings, 'clock'>
  channel: OpenChannel
  story: Story
  /** Names of this company, by what stories call them. */
  operator(firstName: string): Person
  team(name: string): Person
  bot(name: string): Person
}

interface Moment {
  at: Date
  /** Its place in the story: with it, what is told again is known. */
  place: number
}

/** D-36: what was closed is closed for good after this. */
const CLOSING_MS = 9_000

/**
 * One step, through the doors that such steps always go through, at the time it was. What has been told
 * already is a duplicate, or makes no sense any more: either way it stays as it is.
 */
export async function tellStep(telling: Telling, step: Step, { at, place }: Moment): Promise<void> {
  const { around, channel, story } = telling
  const then = { ...around, clock: { now: () => at } }
  const advance = createAdvance(then)
  const clientId = `demo-${story.id}-${place}`
  if ('says' in step) {
    const id = `demo:${story.id}:${place}` as ExternalId
    const thread = { id: threadOf(story) }
    const content = { text: step.says, files: [] }
    const event = { type: 'message', id, thread, from: senderOf(story), at, content } as const
    await receiveEvents([event], channel, { ...then, advance })
    return
  }
  const conversationId = await findConversation(telling)
  if (!conversationId) return
  const settling = { channel, database: around.database, conversationId }
  if ('rates' in step) {
    const id = `demo:${story.id}:${place}` as ExternalId
    const value = `rate:${conversationId}:${step.rates}`
    const where = { thread: { id: threadOf(story) }, from: senderOf(story), at }
    await receiveEvents([{ type: 'press', id, value, ...where }], channel, { ...then, advance })
    await settleParts(advance, { ...settling, failure: undefined })
    return
  }
  const who = telling.operator(step.who)
  const tell = (trigger: Trigger) =>
    actAlone(then, channel.accountId, { target: { conversationId }, what: { trigger } })
  if ('answers' in step || 'notes' in step) {
    const kind = 'notes' in step ? 'note' : 'message'
    const text = 'notes' in step ? step.notes : step.answers
    const message: MessageDraft = {
      ...{ id: newId(), kind, text, content: {}, at: at.getTime(), clientId },
      author: { type: 'operator', ...who },
    }
    const what = { trigger: { type: 'operator-wrote', operator: who, message } } as const
    const request: Request = { target: { conversationId, clientId }, what }
    await advance(channel.accountId, request)
    if (kind === 'message') {
      const failure = 'fails' in step ? step.fails : undefined
      await settleParts(advance, { ...settling, failure })
    }
    return
  }
  await tell(triggerOf(telling, step, who, at))
  if ('does' in step && step.does === 'closes') {
    const later = new Date(at.getTime() + CLOSING_MS)
    const closing = createAdvance({ ...around, clock: { now: () => later } })
    const trigger = { type: 'time-passed', lineId: newId() } as const
    await closing(channel.accountId, { target: { conversationId }, what: { trigger } })
    // What follows a close, the question among it, was sent then.
    await settleParts(closing, { ...settling, failure: undefined })
  }
}

type Act = Exclude<
  Step,
  { says: string } | { rates: number } | { answers: string } | { notes: string }
>

function triggerOf(telling: Telling, step: Act, operator: Person, at: Date): Trigger {
  const lineId = newId()
  const forOthers = { operator, mayActForOthers: true, lineId }
  if ('gives' in step || 'givesBot' in step) {
    const to =
      'gives' in step
        ? { kind: 'team' as const, ...telling.team(step.gives) }
        : { kind: 'bot' as const, ...telling.bot(step.givesBot) }
    return { type: 'transferred', by: operator, to, mayGiveOthers: true, lineId }
  }
  if ('labels' in step) {
    const { topic, tags = [] } = step.labels
    return { type: 'labelled', operator, addTags: tags, lineId, ...(topic && { topic }) }
  }
  if ('snoozes' in step) {
    return { type: 'snoozed', until: hourOfShop(at, step.snoozes), ...forOthers }
  }
  if (step.does === 'holds') return { type: 'held', ...forOthers }
  if (step.does === 'closes') return { type: 'close-asked', operator, mayCloseOthers: true }
  return { type: 'taken', operator, lineId, mayTakeOver: true }
}

/** The one that the story is of: the newest of its thread. */
async function findConversation({ around, channel, story }: Telling): Promise<string | undefined> {
  const { rows } = await around.database.query<{ id: string }>(
    `select id from conversations where account_id = $1 and channel_id = $2 and thread = $3
     order by number desc limit 1`,
    [channel.accountId, channel.id, threadOf(story)],
  )
  return rows[0]?.id
}
