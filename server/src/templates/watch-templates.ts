import { catalogue } from '../channels/index.ts'
import type { Channels } from '../connections/index.ts'
import { isNotSuspended } from '../database/index.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import { type Learning, renewTemplates } from './learn-templates.ts'

interface Watching extends Learning {
  channels: Channels
  onProblem(problem: string, facts: object): void
}

const LOOK_EVERY_MS = 30_000
/** Events tell sooner; this is for those that were lost, and for platforms that send none. */
const ASK_AGAIN_AFTER = `interval '10 minutes'`

/** Keeps what we know of templates as the platforms know it. */
export function watchTemplates(world: Watching): Loop {
  const { database, channels, hints, onProblem } = world

  async function round(): Promise<boolean> {
    const kinds = [...catalogue.values()].filter(({ capabilities }) => capabilities.templates)
    const { rows } = await database.query<{ account_id: string; id: string; version: number }>(
      `update channels set templates_asked_at = now()
       where kind = any($1) and state = 'working' and ${isNotSuspended}
         and (templates_asked_at is null or templates_asked_at < now() - ${ASK_AGAIN_AFTER})
       returning account_id, id, version`,
      [kinds.map(({ id }) => id)],
    )
    for (const { account_id, id, version } of rows) {
      try {
        await renewTemplates(world, await channels.get(account_id, id, { version }))
      } catch (error) {
        onProblem('templates were not renewed', { channelId: id, error: String(error) })
      }
    }
    return false
  }

  const loop = createLoop('templates', round, { everyMs: LOOK_EVERY_MS, onProblem })
  hints.listen('templates', loop.wake)
  hints.listen('channels', loop.wake)
  return loop
}
