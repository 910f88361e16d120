import { type Language, wordsOf } from '@otklik/words'

import type { Queryable } from '../database/index.ts'
import { Refusal } from '../http/index.ts'
import type { AccessParts } from './parts.ts'
import { hashPassword, refuseWeakPassword } from './passwords.ts'
import { createToken, hashToken } from './tokens.ts'

/** A link that opens once within a day; the one before it opens no more. */
export const linkLifetimeMs = 24 * 3600_000

export class LinkExpiredError extends Refusal {
  override readonly name = 'LinkExpiredError'

  constructor() {
    super('link-expired')
  }
}

/** The path of a fresh link; whoever has it may choose this user's password. */
export async function createPasswordReset(
  client: Queryable,
  userId: string,
  now: Date,
): Promise<string> {
  const token = createToken()
  await client.query('delete from password_resets where user_id = $1', [userId])
  await client.query(
    `insert into password_resets (token_hash, user_id, created_at, expires_at)
     values ($1, $2, $3, $4)`,
    [hashToken(token), userId, now, new Date(now.getTime() + linkLifetimeMs)],
  )
  return `/password/${token}`
}

/** For whoever typed an address: says nothing about whether anybody has it. */
export async function mailPasswordReset(
  { database, clock, mail, limits }: AccessParts,
  { email, language, origin }: { email: string; language: Language; origin: string },
): Promise<void> {
  const key = email.trim().toLowerCase()
  // Silently: a refusal would tell who is known here, a hundred letters would be a nuisance.
  if (!mail.canSend || !(await limits.hasRoom('reset', key))) return
  const { rows } = await database.query<{ id: string; email: string }>(
    'select id, email from users where lower(email) = $1 and disabled_at is null',
    [key],
  )
  const user = rows[0]
  if (!user) return
  const link = origin + (await createPasswordReset(database, user.id, clock.now()))
  const { subject, text } = wordsOf(language).mail.passwordReset
  await mail.send({ to: user.email, subject: subject(), text: text({ link }) })
}

/** Opens the link, once, and ends every session of the user: whoever had the old password is out. */
export async function resetPassword(
  { database, clock, sessions }: AccessParts,
  { token, password }: { token: string; password: string },
): Promise<void> {
  const tokenHash = hashToken(token)
  const user = tokenHash && (await findUser(database, tokenHash, clock.now()))
  if (!user) throw new LinkExpiredError()
  refuseWeakPassword(password, [user.email, user.name, ...user.companies])
  const passwordHash = await hashPassword(password)
  await database.transaction(async (client) => {
    const { rowCount } = await client.query('delete from password_resets where token_hash = $1', [
      tokenHash,
    ])
    // Somebody opened it while we were hashing.
    if (rowCount !== 1) throw new LinkExpiredError()
    await client.query('update users set password_hash = $2 where id = $1', [user.id, passwordHash])
    await sessions.endAllOf(client, { userId: user.id })
  })
  sessions.forget(user.id)
}

async function findUser(database: Queryable, tokenHash: Buffer, now: Date) {
  const { rows } = await database.query<{
    id: string
    email: string
    name: string
    companies: string[]
  }>(
    `select u.id, u.email, u.name, array(select a.name from memberships m
         join accounts a on a.id = m.account_id where m.user_id = u.id) as companies
     from password_resets r join users u on u.id = r.user_id and u.disabled_at is null
     where r.token_hash = $1 and r.used_at is null and r.expires_at > $2`,
    [tokenHash, now],
  )
  return rows[0]
}
