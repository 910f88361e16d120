import type { FirstRun } from '@otklik/protocol'
import type { Language } from '@otklik/words'

import { type AccessParts, hashPassword, refuseWeakPassword } from '../access/index.ts'
import { recordChange } from '../audit/index.ts'
import type { Queryable } from '../database/index.ts'
import { Refusal } from '../http/index.ts'
import { createAccount } from './create-account.ts'

/** Any number, as long as everybody who makes the first account waits for the same one. */
const firstAccountLock = 577_215_664

export async function describeFirstRun(client: Queryable): Promise<Omit<FirstRun, 'canSendMail'>> {
  const { rows } = await client.query<{ accounts: number; demos: number }>(
    'select count(*) as accounts, count(*) filter (where is_demo) as demos from accounts',
  )
  return { isNeeded: rows[0]?.accounts === 0, isDemo: (rows[0]?.demos ?? 0) > 0 }
}

export interface FirstOwner {
  companyName: string
  name: string
  email: string
  password: string
  /** They have chosen it before anybody knew them. */
  language: Language
}

/** Whoever comes first owns the company and the installation; afterwards nobody can do this again. */
export async function setUp(
  { database, clock }: AccessParts,
  { companyName, name, email, password, language }: FirstOwner,
): Promise<{ accountId: string; userId: string }> {
  if (!(await describeFirstRun(database)).isNeeded) throw new Refusal('already-set-up')
  refuseWeakPassword(password, [email, name, companyName])
  const passwordHash = await hashPassword(password)
  const people = [{ name, email, role: 'owner' as const, passwordHash }]
  return database.transaction((client) =>
    createFirstAccount(client, async () => {
      const made = await createAccount(client, { name: companyName, people, language }, clock.now())
      await client.query(
        'update users set owns_installation = true, preferences = $2 where id = $1',
        [made.userId, JSON.stringify({ language })],
      )
      await recordCreation(client, { ...made, companyName })
      return made
    }),
  )
}

/** The journal of a company begins with it. */
async function recordCreation(
  client: Queryable,
  { accountId, userId, companyName }: { accountId: string; userId: string; companyName: string },
): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    'select id from operators where account_id = $1 and user_id = $2',
    [accountId, userId],
  )
  await recordChange(
    client,
    { accountId, operatorId: rows[0]?.id },
    {
      action: 'created',
      subject: { kind: 'account', id: accountId, name: companyName },
      changes: [],
    },
  )
}

/** Looks again behind the lock: two browsers may have seen an empty installation. */
export async function createFirstAccount<Result>(
  client: Queryable,
  create: () => Promise<Result>,
): Promise<Result> {
  await client.query('select pg_advisory_xact_lock($1)', [firstAccountLock])
  if (!(await describeFirstRun(client)).isNeeded) throw new Refusal('already-set-up')
  return create()
}
