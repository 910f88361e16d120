import type { Database } from '../database/index.ts'
import type { Hints } from '../lib/hints.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import { lastNumber } from '../realtime/index.ts'
import type { Streams } from './streams.ts'

interface Options {
  database: Database
  hints: Hints
  streams: Streams
  onProblem(problem: string, facts: object): void
}

interface Row {
  channel_id: string
  thread: string
  last: number
}

/**
 * Tells open panels that something was said: a reader of the feed like a workplace, of accounts that
 * have a panel open. What it misses a panel finds by looking now and then.
 */
export function watchFeed({ database, hints, streams, onProblem }: Options): Loop {
  const heard = new Map<string, number>()

  async function hear(accountId: string): Promise<void> {
    const last = await lastNumber(database, accountId)
    const told = heard.get(accountId)
    heard.set(accountId, last)
    if (told === last) return
    // The first of an account looked before this number was known.
    if (told === undefined) return streams.lookAll(accountId)
    const { rows } = await database.query<Row>(
      `select distinct c.channel_id, c.thread from feed f
       join conversations c on c.account_id = f.account_id and c.id = f.conversation_id
       where f.account_id = $1 and f.number > $2 and f.number <= $3`,
      [accountId, told, last],
    )
    streams.look(
      rows.map(({ channel_id: channelId, thread }) => ({ accountId, channelId, visitor: thread })),
    )
  }

  const loop = createLoop(
    'panels',
    async () => {
      const accounts = new Set(streams.accounts())
      for (const known of heard.keys()) if (!accounts.has(known)) heard.delete(known)
      for (const accountId of accounts) await hear(accountId)
      return false
    },
    { everyMs: 5000, onProblem },
  )
  const deaf = hints.listen('feed', (accountId) => {
    if (heard.has(accountId) || streams.accounts().includes(accountId)) loop.wake()
  })
  return {
    wake: loop.wake,
    stop() {
      deaf()
      return loop.stop()
    },
  }
}
