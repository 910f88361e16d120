import { type Database, lockAccount, type Queryable, settingsChanged } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'
import { recordAvailability } from './bot-events.ts'
import { type BotRow, lockBot, type WhichBot } from './bot-row.ts'
import { tellBots } from './record-bot.ts'

/**
 * What became of asking a bot. When that makes it unavailable, or available again, its history says
 * so and a sweep tells the conversations that it holds. Ends with the feed: make it the last
 * statement. True when its availability has changed: then send the hints of settings.
 */
export async function changeBreaker(
  client: Queryable,
  which: WhichBot,
  { change, now, detail }: Changing,
): Promise<boolean> {
  const { accountId, botId } = which
  await lockAccount(client, accountId)
  const before = await findLocked(client, which)
  if (!before) return false
  const after = { ...before, ...change(before) }
  await client.query(
    `update bots set failures = $3, failed_probes = $4, unavailable_since = $5, trouble = $6,
       probe_at = $7
     where account_id = $1 and id = $2`,
    [
      accountId,
      botId,
      after.failures,
      after.failed_probes,
      after.unavailable_since,
      after.trouble,
      after.probe_at,
    ],
  )
  const about = { before, after, at: now, ...(detail !== undefined && { detail }) }
  if (!(await recordAvailability(client, about))) return false
  await settingsChanged(client, accountId, { scope: 'bot', subjectId: botId })
  await tellBots(client, accountId)
  return true
}

interface Changing {
  change(bot: BotRow): Partial<BotRow>
  now: Date
  /** For its history, in nobody's language: `HTTP 500`. */
  detail?: string
}

/** A customer has its answer: what failed before is forgotten (D-06). */
export async function forgetFailures(
  database: Database,
  { accountId, botId }: WhichBot,
): Promise<void> {
  await database.query(
    `update bots set failures = 0, failed_probes = 0
     where account_id = $1 and id = $2 and failures > 0 and unavailable_since is null`,
    [accountId, botId],
  )
}

/** Deleted meanwhile, it fails nobody any more. */
async function findLocked(client: Queryable, which: WhichBot): Promise<BotRow | undefined> {
  try {
    return await lockBot(client, which)
  } catch (error) {
    if (error instanceof NotFoundError) return undefined
    throw error
  }
}
