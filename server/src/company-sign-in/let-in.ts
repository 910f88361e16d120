import { v7 as uuid } from 'uuid'

import type { Queryable } from '../database/index.ts'
import { Refusal } from '../http/index.ts'
import { addOperator } from '../operators/index.ts'
import type { Provider } from './provider.ts'

/** Who somebody is to their company's provider, which vouches for the e-mail. */
export interface Identity {
  subject: string
  email: string
  name: string
}

interface Member {
  user_id: string
  is_disabled: boolean
  company_subject: string | null
}

/**
 * Whose session it becomes. Somebody known is known by the subject; at the first time a member or
 * somebody invited is, by the e-mail; and anybody of the domains where the company lets them in.
 */
export async function letIn(
  client: Queryable,
  provider: Provider,
  identity: Identity,
  now: Date,
): Promise<string> {
  const { account_id: accountId } = provider
  const known = await findMember(client, 'm.company_subject = $2', [accountId, identity.subject])
  if (known) return allowed(known)
  const email = identity.email.toLowerCase()
  const isOfDomain = provider.domains.includes(email.slice(email.lastIndexOf('@') + 1))
  if (provider.domains.length > 0 && !isOfDomain) throw new Refusal('not-invited')
  const member = await findMember(client, 'lower(u.email) = $2', [accountId, email])
  if (member) {
    // The address was somebody else's before: what was theirs is not given away with it.
    if (member.company_subject !== null) throw new Refusal('other-identity')
    return link(client, provider, allowed(member), identity)
  }
  const role = await joiningRole(client, provider, { ...identity, email, isOfDomain, now })
  if (!role) throw new Refusal('not-invited')
  const userId = await ensureUser(client, identity)
  await link(client, provider, userId, identity, async () => {
    await addOperator(client, { accountId, userId, ...role, isInvited: true }, now)
  })
  return userId
}

function allowed({ user_id, is_disabled }: Member): string {
  if (is_disabled) throw new Refusal('not-invited')
  return user_id
}

async function findMember(client: Queryable, condition: string, values: string[]) {
  const { rows } = await client.query<Member>(
    `select m.user_id, m.company_subject,
       m.disabled_at is not null or u.disabled_at is not null as is_disabled
     from memberships m join users u on u.id = m.user_id
     where m.account_id = $1 and ${condition}`,
    values,
  )
  return rows[0]
}

async function link(
  client: Queryable,
  { account_id: accountId }: Provider,
  userId: string,
  { subject }: Identity,
  join?: () => Promise<void>,
): Promise<string> {
  await join?.()
  await client.query(
    'update memberships set company_subject = $3 where account_id = $1 and user_id = $2',
    [accountId, userId, subject],
  )
  return userId
}

/** With an invitation that it spends, or by the domain; undefined where neither lets them in. */
async function joiningRole(
  client: Queryable,
  { account_id, lets_in, role }: Provider,
  { email, name, isOfDomain, now }: Identity & { isOfDomain: boolean; now: Date },
): Promise<{ name: string; role: Provider['role'] } | undefined> {
  const { rows } = await client.query<{ name: string; role: Provider['role'] }>(
    `update invitations set accepted_at = $3
     where account_id = $1 and lower(email) = $2 and accepted_at is null and expires_at > $3
     returning name, role`,
    [account_id, email, now],
  )
  if (rows[0]) return rows[0]
  return lets_in === 'domain' && isOfDomain ? { name, role } : undefined
}

/** Whoever has the address already stays who they are: here they come into this company alone. */
async function ensureUser(client: Queryable, { email, name }: Identity): Promise<string> {
  const { rows } = await client.query<{ id: string; is_disabled: boolean }>(
    `select id, disabled_at is not null as is_disabled from users where lower(email) = lower($1)`,
    [email],
  )
  if (rows[0]?.is_disabled) throw new Refusal('not-invited')
  if (rows[0]) return rows[0].id
  const id = uuid()
  await client.query(
    'insert into users (id, email, name, password_hash) values ($1, $2, $3, null)',
    [id, email, name],
  )
  return id
}
