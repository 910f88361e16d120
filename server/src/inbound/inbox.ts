import type { Database } from '../database/index.ts'
import type { Hints } from '../lib/hints.ts'

/** Keeps updates as they came. Nothing is acknowledged to a platform before it is here. */
export interface Inbox {
  /** Resolves once the update is durable. */
  store(accountId: string, channelId: string, body: Buffer): Promise<void>
}

interface Pending {
  accountId: string
  channelId: string
  body: Buffer
  resolve(): void
  reject(error: unknown): void
}

const MOST_AT_ONCE = 256

/** What gathers while one group is being written goes as the next. */
export function createInbox(database: Database, hints: Hints): Inbox {
  const waiting: Pending[] = []
  let isWriting = false

  async function write(): Promise<void> {
    isWriting = true
    while (waiting.length > 0) {
      const group = waiting.splice(0, MOST_AT_ONCE)
      try {
        await insert(database, group)
        for (const pending of group) pending.resolve()
        for (const id of new Set(group.map(({ accountId }) => accountId))) hints.send('inbox', id)
      } catch (error) {
        for (const pending of group) pending.reject(error)
      }
    }
    isWriting = false
  }

  return {
    store: (accountId, channelId, body) =>
      new Promise((resolve, reject) => {
        waiting.push({ accountId, channelId, body, resolve, reject })
        if (!isWriting) void write()
      }),
  }
}

async function insert(database: Database, group: Pending[]): Promise<void> {
  await database.query(
    `insert into inbox (account_id, channel_id, body)
     select a, c, b from unnest($1::uuid[], $2::uuid[], $3::bytea[]) as t (a, c, b)`,
    [
      group.map((pending) => pending.accountId),
      group.map((pending) => pending.channelId),
      group.map((pending) => pending.body),
    ],
  )
}
