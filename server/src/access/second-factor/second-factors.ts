import type { Queryable } from '../../database/index.ts'
import { Refusal } from '../../http/index.ts'
import type { AccessParts } from '../parts.ts'
import { toBase32 } from './base32.ts'
import { issueRecoveryCodes, spendRecoveryCode } from './recovery-codes.ts'
import { createSecret, findStep, toUri } from './totp.ts'

type Parts = Pick<AccessParts, 'database' | 'clock' | 'secrets' | 'limits'>

export async function hasSecondFactor(client: Queryable, userId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'select from second_factors where user_id = $1 and confirmed_at is not null',
    [userId],
  )
  return rowCount === 1
}

export async function countRecoveryCodes(client: Queryable, userId: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    'select count(*) from recovery_codes where user_id = $1',
    [userId],
  )
  return rows[0]?.count ?? 0
}

/** A secret to be scanned. It counts for nothing until a code of it was typed. */
export async function beginSecondFactor(
  { database, secrets, clock }: Parts,
  { userId, email, issuer }: { userId: string; email: string; issuer: string },
): Promise<{ secret: string; uri: string }> {
  const secret = createSecret()
  const sealed = secrets.seal(secret.toString('base64url'), placeOf(userId))
  const { rowCount } = await database.query(
    `insert into second_factors (user_id, secret, created_at) values ($1, $2, $3)
     on conflict (user_id) do update
       set secret = excluded.secret, created_at = excluded.created_at, last_step = 0
       where second_factors.confirmed_at is null`,
    [userId, sealed, clock.now()],
  )
  if (rowCount !== 1) throw new Refusal('second-factor-on')
  return { secret: toBase32(secret), uri: toUri(secret, { issuer, email }) }
}

/** From now on it is asked for. Answers the recovery codes, for the only time. */
export async function confirmSecondFactor(
  parts: Parts,
  userId: string,
  code: string,
): Promise<string[] | undefined> {
  await parts.limits.take('secondFactor', userId)
  if (!(await spendCode(parts, userId, code, { isConfirmed: false }))) return undefined
  await parts.limits.giveBack('secondFactor', userId)
  return parts.database.transaction(async (client) => {
    const { rowCount } = await client.query(
      'update second_factors set confirmed_at = $2 where user_id = $1 and confirmed_at is null',
      [userId, parts.clock.now()],
    )
    if (rowCount !== 1) throw new Refusal('second-factor-on')
    return issueRecoveryCodes(client, userId)
  })
}

/**
 * Whether this is a code of theirs that was not taken before: of the application, or a recovery code.
 * Few tries, because whoever tries has the password already.
 */
export async function isSecondFactor(parts: Parts, userId: string, code: string): Promise<boolean> {
  await parts.limits.take('secondFactor', userId)
  const plain = code.replace(/\s/g, '')
  const isTaken = /^\d{6}$/.test(plain)
    ? await spendCode(parts, userId, plain, { isConfirmed: true })
    : await spendRecoveryCode(parts.database, userId, plain)
  if (isTaken) await parts.limits.giveBack('secondFactor', userId)
  return isTaken
}

/** Theirs no more, with the recovery codes; whether it was on. */
export async function removeSecondFactor(client: Queryable, userId: string): Promise<boolean> {
  await client.query('delete from recovery_codes where user_id = $1', [userId])
  const { rows } = await client.query<{ was_on: boolean }>(
    `delete from second_factors where user_id = $1
     returning confirmed_at is not null as was_on`,
    [userId],
  )
  return rows[0]?.was_on ?? false
}

/** The step moves in one statement: of two that bring the same code at once, one is first. */
async function spendCode(
  { database, secrets, clock }: Parts,
  userId: string,
  code: string,
  { isConfirmed }: { isConfirmed: boolean },
): Promise<boolean> {
  const { rows } = await database.query<{ secret: string; last_step: string }>(
    `select secret, last_step::text from second_factors
     where user_id = $1 and (confirmed_at is not null) = $2`,
    [userId, isConfirmed],
  )
  const row = rows[0]
  if (!row) return false
  const secret = Buffer.from(secrets.open(row.secret, placeOf(userId)), 'base64url')
  const lastStep = Number(row.last_step)
  const step = findStep(secret, code.replace(/\s/g, ''), { now: clock.now(), lastStep })
  if (step === undefined) return false
  const { rowCount } = await database.query(
    'update second_factors set last_step = $2 where user_id = $1 and last_step < $2',
    [userId, step],
  )
  return rowCount === 1
}

/** A person's own, of no account and no channel. */
const placeOf = (userId: string) => ({
  accountId: userId,
  channelId: '',
  field: 'secret',
  rowId: userId,
  purpose: 'second-factor',
})
