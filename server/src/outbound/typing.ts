import type { ThreadId } from '../channels/index.ts'
import type { Channels } from '../connections/index.ts'
import type { Database } from '../database/index.ts'
import type { Caller } from '../http/index.ts'

interface Options {
  database: Database
  channels: Channels
  onProblem(problem: string, facts: object): void
}

/** Platforms show it for about five seconds. */
const REPEAT_AFTER_MS = 4000
const MOST_REMEMBERED = 10_000

/** «Печатает…» for the customer, where the platform can show it. Lost rather than retried. */
export function createTyping({ database, channels, onProblem }: Options) {
  const shownAt = new Map<string, number>()

  async function show({ accountId, operatorId }: Caller, conversationId: string): Promise<void> {
    const { rows } = await database.query<{ channel_id: string; thread: string }>(
      `select channel_id, thread from conversations
       where account_id = $1 and id = $2 and status = 'assigned' and operator_id = $3`,
      [accountId, conversationId, operatorId],
    )
    const place = rows[0]
    if (!place) return
    const { connection, state } = await channels.get(accountId, place.channel_id)
    if (state === 'working') await connection.showTyping?.(place.thread as ThreadId)
  }

  return (caller: Caller, conversationId: string): void => {
    const now = performance.now()
    if (now - (shownAt.get(conversationId) ?? -REPEAT_AFTER_MS) < REPEAT_AFTER_MS) return
    if (shownAt.size > MOST_REMEMBERED) shownAt.clear()
    shownAt.set(conversationId, now)
    show(caller, conversationId).catch((error: unknown) =>
      onProblem('typing was not shown', { error: String(error) }),
    )
  }
}
