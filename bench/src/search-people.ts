import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'

/** A company of fifty in five teams, each of whom holds as many conversations as the others. */
export const OPERATORS = 50
export const TEAMS = 5
/** Supervisors, who see all and hold nothing; each question is asked by another. */
const SUPERVISORS = 10
const PEOPLE = OPERATORS + 1 + SUPERVISORS
/** Holds one conversation of this many: somebody who has been here for a month. */
export const NEWCOMER_HAS = 800

/** Ids that are counted, so that one statement can say what belongs to whom. */
export const idOf = (kind: number, n: string): string =>
  `(lpad(to_hex(${kind}), 8, '0') || '-0000-7000-8000-' || lpad(to_hex((${n})::bigint), 12, '0'))::uuid`
export const kinds = { contact: 1, conversation: 2, message: 3, operator: 4, team: 5, user: 6 }

export async function hirePeople(client: pg.Client): Promise<void> {
  await client.query(
    `with place as (select id as account_id from accounts limit 1),
     sections as (
       insert into teams (account_id, id, name, settings)
       select account_id, ${idOf(kinds.team, 'n')}, 'Группа ' || n,
         (select settings from teams where is_everyone limit 1)
       from place, generate_series(0, ${TEAMS - 1}) n),
     people as (
       insert into users (id, email, name)
       select ${idOf(kinds.user, 'n')}, 'operator-' || n || '@example.com', 'Сотрудник ' || n
       from generate_series(0, ${PEOPLE - 1}) n),
     members as (
       insert into memberships (account_id, user_id, role)
       select account_id, ${idOf(kinds.user, 'n')}, 'operator'
       from place, generate_series(0, ${PEOPLE - 1}) n)
     insert into operators (account_id, id, user_id, name, scope)
     select account_id, ${idOf(kinds.operator, 'n')}, ${idOf(kinds.user, 'n')}, 'Сотрудник ' || n,
       case when n > ${OPERATORS} then 'all' when n % ${TEAMS} = 1 then 'team' else 'own' end
     from place, generate_series(0, ${PEOPLE - 1}) n`,
  )
  await client.query(
    `insert into team_members (account_id, team_id, operator_id, place)
     select id, ${idOf(kinds.team, `n % ${TEAMS}`)}, ${idOf(kinds.operator, 'n')}, n
     from accounts, generate_series(0, ${OPERATORS - 1}) n`,
  )
}

/** Who asks for the n-th time; one person may not ask as often as this asks. */
export const askers = {
  all: (n: number) => OPERATORS + 1 + (n % SUPERVISORS),
  team: (n: number) => (n * TEAMS + 1) % OPERATORS,
  own: (n: number) => (n * TEAMS) % OPERATORS,
  newcomer: () => OPERATORS,
} as const

/** Signs somebody in without a password, which is not what is measured. */
export async function signIn(
  client: pg.Client,
  { cookie, operator }: { cookie: string; operator: number },
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await client.query(
    `insert into sessions (token_hash, user_id, account_id, expires_at)
     select $1, user_id, account_id, now() + interval '1 day' from operators
     where id = ${idOf(kinds.operator, '$2')}`,
    [createHash('sha256').update(token).digest(), operator],
  )
  return `${cookie.split('=')[0]}=${token}`
}
