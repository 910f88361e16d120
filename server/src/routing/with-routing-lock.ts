import { type Database, isTransient, type Queryable } from '../database/index.ts'

const TRIES = 5

/**
 * The transaction in which somebody's load may rise: the account's routing row first, waited for and
 * never skipped, because a skipped lock is a lost wake-up. Repeated as a whole when the database
 * asks for it.
 */
export async function withRoutingLock<Result>(
  database: Database,
  accountId: string,
  work: (client: Queryable) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await database.transaction(async (client) => {
        const { rowCount } = await client.query(
          'select 1 from routing where account_id = $1 for update',
          [accountId],
        )
        if (rowCount !== 1) throw new Error(`account ${accountId} has no routing row to lock`)
        return work(client)
      })
    } catch (error) {
      if (!isTransient(error) || tries === TRIES) throw error
      await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** tries))
    }
  }
}
