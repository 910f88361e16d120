import { randomBytes } from 'node:crypto'
import { v7 as newId } from 'uuid'

import { createToken, hashToken } from '../access/index.ts'
import type { Author } from '../audit/index.ts'
import { lockAccount, type Queryable } from '../database/index.ts'
import { type BotCaller, NotFoundError } from '../http/index.ts'
import type { SecretBox } from '../lib/secrets/index.ts'
import { SECRET_PREFIX, secretBytes } from '../lib/sign-webhook.ts'
import { type BotRow, lockBot, type WhichBot } from './bot-row.ts'
import { recordBot } from './record-bot.ts'

interface Issuing {
  author: Author
  botId: string
}

/** So that whoever finds one in a place where it must not be sees what it is. */
const PREFIX = 'otklik_'

/** Shown now and never again; only its hash is kept. The one before it opens nothing any more. */
export async function issueKey(client: Queryable, { author, botId }: Issuing): Promise<string> {
  const { accountId } = author
  await lockAccount(client, accountId)
  const bot = await lockBot(client, { accountId, botId })
  const token = createToken()
  await client.query('delete from api_keys where account_id = $1 and bot_id = $2', [
    accountId,
    botId,
  ])
  await client.query(
    'insert into api_keys (token_hash, account_id, id, name, bot_id) values ($1, $2, $3, $4, $5)',
    [hashToken(token), accountId, newId(), bot.name, botId],
  )
  await recordBot(client, author, {
    before: bot,
    after: bot,
    further: [{ field: 'key', after: masked }],
  })
  return `${PREFIX}${token}`
}

/** Whose key it is; undefined for anything else, a deleted bot's too. */
export async function findBotByKey(client: Queryable, key: string): Promise<BotCaller | undefined> {
  const hash = key.startsWith(PREFIX) ? hashToken(key.slice(PREFIX.length)) : undefined
  if (!hash) return undefined
  const { rows } = await client.query<BotCaller>(
    `update api_keys k set last_used_at = now() from accounts a
     where k.token_hash = $1 and k.bot_id is not null and a.id = k.account_id
     returning k.account_id as "accountId", k.bot_id as "botId",
       a.suspended_at is not null as "isSuspended"`,
    [hash],
  )
  return rows[0]
}

/** What signs the questions we ask a program: shown now and never again, sealed where it is kept. */
export async function issueSecret(
  client: Queryable,
  { author, botId, secrets }: Issuing & { secrets: SecretBox },
): Promise<string> {
  const { accountId } = author
  await lockAccount(client, accountId)
  const bot = await lockBot(client, { accountId, botId })
  if (bot.kind !== 'webhook') throw new NotFoundError()
  const { secret, sealed } = sealNewSecret(secrets, { accountId, botId })
  await client.query('update bots set secret = $3 where account_id = $1 and id = $2', [
    accountId,
    botId,
    sealed,
  ])
  await recordBot(client, author, {
    before: bot,
    after: bot,
    further: [{ field: 'secret', after: masked }],
  })
  return secret
}

/** A program is asked with a signature from the beginning, whether it looks at it or not. */
export function sealNewSecret(
  secrets: SecretBox,
  which: WhichBot,
): { secret: string; sealed: string } {
  const secret = `${SECRET_PREFIX}${randomBytes(32).toString('base64')}`
  return { secret, sealed: secrets.seal(secret, placeOf(which)) }
}

/** The bytes that sign what a program is asked. */
export function openBotSecret(
  secrets: SecretBox,
  { account_id: accountId, id: botId, secret }: Pick<BotRow, 'account_id' | 'id' | 'secret'>,
): Buffer {
  if (secret === null) throw new Error(`bot ${botId} is no program`)
  return secretBytes(secrets.open(secret, placeOf({ accountId, botId })))
}

const masked = '••••'

const placeOf = ({ accountId, botId }: WhichBot) => ({
  accountId,
  channelId: botId,
  field: 'secret',
  rowId: botId,
  purpose: 'bot',
})
