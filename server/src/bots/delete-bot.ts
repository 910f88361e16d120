import type { Author } from '../audit/index.ts'
import { lockAccount, type Queryable, settingsChanged } from '../database/index.ts'
import { Refusal } from '../http/index.ts'
import { lockBot } from './bot-row.ts'
import { getBot } from './bot-view.ts'
import { recordBot, tellBots } from './record-bot.ts'

/**
 * Out of use, and its name stays in the conversations that it held. What it holds goes to the backup:
 * the sweep tells them. Where it is chosen it stays chosen, and is told of as a contradiction. Ends
 * with the feed: make it the last statement.
 */
export async function deleteBot(
  client: Queryable,
  { author, botId, now, hasConsent }: Deleting,
): Promise<void> {
  const { accountId } = author
  await lockAccount(client, accountId)
  const before = await lockBot(client, { accountId, botId })
  const { usedBy, holds } = await getBot(client, { accountId, botId })
  if (!hasConsent && (usedBy.length > 0 || holds > 0)) {
    throw new Refusal('consent-needed', { channels: usedBy.length, conversations: holds })
  }
  await client.query(
    `update bots set version = version + 1, deleted_at = $3, probe_at = null
     where account_id = $1 and id = $2`,
    [accountId, botId, now],
  )
  await client.query('delete from api_keys where account_id = $1 and bot_id = $2', [
    accountId,
    botId,
  ])
  await settingsChanged(client, accountId, { scope: 'bot', subjectId: botId })
  await recordBot(client, author, { before })
  await tellBots(client, accountId)
}

interface Deleting {
  author: Author
  botId: string
  now: Date
  hasConsent: boolean
}
