import { type Limits, networkOf, Refusal } from '../http/index.ts'
import type { AccessParts } from './parts.ts'
import { isPassword } from './passwords.ts'
import { hasSecondFactor, isSecondFactor } from './second-factor/second-factors.ts'

export interface Attempt {
  email: string
  password: string
  accountId?: string | undefined
  code?: string | undefined
  ip: string
}

export class WrongCredentialsError extends Refusal {
  override readonly name = 'WrongCredentialsError'

  constructor() {
    super('wrong-credentials')
  }
}

/** Who it is, and in which of their accounts; throws without saying what was wrong. */
export async function signIn(
  parts: Proving & Pick<AccessParts, 'log'>,
  attempt: Attempt,
): Promise<{ userId: string; accountId: string }> {
  const from = networkOf(attempt.ip)
  const known: { user?: string } = {}
  try {
    const who = await prove(parts, attempt, (userId) => (known.user = userId))
    const by = attempt.code === undefined ? 'password' : 'password and code'
    parts.log.info({ user: who.userId, account: who.accountId, from, by }, 'signed in')
    return who
  } catch (error) {
    // Never the address that was typed: now and then it is the password.
    const reason = error instanceof Refusal ? error.code : 'internal'
    parts.log.info({ ...known, from, reason }, 'sign-in refused')
    throw error
  }
}

async function prove(
  parts: Proving,
  attempt: Attempt,
  onKnown: (userId: string) => void,
): Promise<{ userId: string; accountId: string }> {
  const email = attempt.email.trim().toLowerCase()
  await slowDownGuessing(parts.limits, email, attempt.ip)
  const user = await findUser(parts, email)
  if (user) onKnown(user.id)
  const isRight = await isPassword(user?.password_hash ?? null, attempt.password)
  if (!isRight || !user) throw new WrongCredentialsError()
  const accountId = await findAccount(parts, user.id, attempt.accountId)
  await parts.limits.giveBack('signInFromAddress', networkOf(attempt.ip))
  await parts.limits.giveBack('signInToAccount', email)
  await refuseWithoutCode(parts, user.id, attempt.code)
  // Said to whoever proved who they are, and to nobody else.
  if (!accountId) throw new Refusal('no-account')
  return { userId: user.id, accountId }
}

type Proving = Pick<AccessParts, 'database' | 'limits' | 'clock' | 'secrets'>

/** For whoever has just said the right password: it is half of it where there is a second factor. */
export async function refuseWithoutCode(
  parts: Proving,
  userId: string,
  code: string | undefined,
): Promise<void> {
  if (!(await hasSecondFactor(parts.database, userId))) return
  if (code === undefined) throw new Refusal('code-needed')
  if (!(await isSecondFactor(parts, userId, code))) throw new Refusal('wrong-code')
}

/**
 * Counted before the password is looked at, or a thousand guesses at once would all find room.
 * Whoever used up the usual number goes on slowly: a guesser must not be able to lock people out.
 */
async function slowDownGuessing(limits: Limits, email: string, ip: string): Promise<void> {
  const network = networkOf(ip)
  const hasRoom = {
    address: await limits.hasRoom('signInFromAddress', network),
    account: await limits.hasRoom('signInToAccount', email),
  }
  if (!hasRoom.address) await limits.take('signInSlowly', network)
  else if (!hasRoom.account) await limits.take('signInSlowly', email)
}

async function findUser({ database }: Pick<AccessParts, 'database'>, email: string) {
  const { rows } = await database.query<{ id: string; password_hash: string | null }>(
    'select id, password_hash from users where lower(email) = $1 and disabled_at is null',
    [email.replaceAll('\u0000', '')],
  )
  return rows[0]
}

/** The one asked for, or the one they joined first; one that is suspended when there is no other. */
export async function findAccount(
  { database }: Pick<AccessParts, 'database'>,
  userId: string,
  accountId: string | undefined,
): Promise<string | undefined> {
  const { rows } = await database.query<{ account_id: string }>(
    `select m.account_id from memberships m join accounts a on a.id = m.account_id
     where m.user_id = $1 and m.disabled_at is null and m.account_id = coalesce($2, m.account_id)
     order by a.suspended_at is not null, m.created_at, m.account_id limit 1`,
    [userId, accountId ?? null],
  )
  return rows[0]?.account_id
}
