import type { Invitation, InvitationOffer, Role } from '@otklik/protocol'
import { v7 as uuid } from 'uuid'

import { createToken, hashToken, LinkExpiredError, linkLifetimeMs } from '../access/index.ts'
import { type Author, differences, recordChange } from '../audit/index.ts'
import type { Queryable } from '../database/index.ts'
import { type Caller, NotFoundError, Refusal } from '../http/index.ts'

export interface NewInvitation {
  /** Without an operator it is the installation itself; without a user, its command line. */
  caller: Pick<Caller, 'accountId'> & { userId: string | null; operatorId?: string }
  email: string
  name: string
  role: Role
}

interface InvitationRow {
  id: string
  email: string
  name: string
  role: Role
  created_at: Date
  expires_at: Date
}

/**
 * The invitation and the path of its link. Another one for the same address opens no more: whether
 * it may be taken away is said by its role.
 */
export async function createInvitation(
  client: Queryable,
  { caller, email, name, role }: NewInvitation,
  now: Date,
  mayTake: (role: Role) => void = () => {},
): Promise<{ invitation: Invitation; path: string }> {
  const { accountId, userId: invitedBy } = caller
  if (await isMember(client, accountId, email)) throw new Refusal('already-member')
  const { rows: former } = await client.query<{ role: Role }>(
    `delete from invitations
     where account_id = $1 and lower(email) = lower($2) and accepted_at is null returning role`,
    [accountId, email],
  )
  for (const { role: offered } of former) mayTake(offered)
  const token = createToken()
  const { rows } = await client.query<InvitationRow>(
    `insert into invitations
       (id, token_hash, account_id, email, name, role, invited_by, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     returning id, email, name, role, created_at, expires_at`,
    [
      uuid(),
      hashToken(token),
      accountId,
      email,
      name,
      role,
      invitedBy,
      now,
      new Date(now.getTime() + linkLifetimeMs),
    ],
  )
  await record(client, caller, 'created', rows[0]!)
  return { invitation: toInvitation(rows[0]!), path: `/invitations/${token}` }
}

/** Those nobody has accepted yet; expired ones too, so that they can be repeated. */
export async function listInvitations(client: Queryable, accountId: string): Promise<Invitation[]> {
  const { rows } = await client.query<InvitationRow>(
    `select id, email, name, role, created_at, expires_at from invitations
     where account_id = $1 and accepted_at is null order by created_at desc`,
    [accountId],
  )
  return rows.map(toInvitation)
}

export async function withdrawInvitation(
  client: Queryable,
  author: Author,
  id: string,
  mayTake: (role: Role) => void,
): Promise<void> {
  const { rows } = await client.query<InvitationRow>(
    `delete from invitations where account_id = $1 and id = $2 and accepted_at is null
     returning id, email, name, role, created_at, expires_at`,
    [author.accountId, id],
  )
  if (!rows[0]) throw new NotFoundError()
  mayTake(rows[0].role)
  await record(client, author, 'deleted', rows[0])
}

async function record(
  client: Queryable,
  author: Author,
  action: 'created' | 'deleted',
  { id, email, name, role }: InvitationRow,
): Promise<void> {
  const settings = { email, role }
  await recordChange(client, author, {
    action,
    subject: { kind: 'invitation', id, name },
    changes:
      action === 'created' ? differences(undefined, settings) : differences(settings, undefined),
  })
}

export interface OpenInvitation {
  id: string
  accountId: string
  /** Whoever has the address already; they prove themselves by the password they have. */
  userId: string | undefined
  passwordHash: string | null
  offer: InvitationOffer
}

/** What a link offers; throws when it was used, withdrawn or is too old. */
export async function getOpenInvitation(
  client: Queryable,
  token: string,
  now: Date,
): Promise<OpenInvitation> {
  const tokenHash = hashToken(token)
  if (!tokenHash) throw new LinkExpiredError()
  const { rows } = await client.query<{
    id: string
    account_id: string
    account_name: string
    email: string
    name: string
    role: Role
    user_id: string | null
    password_hash: string | null
  }>(
    `select i.id, i.account_id, a.name as account_name, i.email, i.name, i.role,
       u.id as user_id, u.password_hash
     from invitations i join accounts a on a.id = i.account_id
     left join users u on lower(u.email) = lower(i.email)
     where i.token_hash = $1 and i.accepted_at is null and i.expires_at > $2
       and u.disabled_at is null`,
    [tokenHash, now],
  )
  const row = rows[0]
  if (!row) throw new LinkExpiredError()
  const { account_name: accountName, email, name, role } = row
  return {
    id: row.id,
    accountId: row.account_id,
    userId: row.user_id ?? undefined,
    passwordHash: row.password_hash,
    offer: { accountName, email, name, role, isKnown: row.password_hash !== null },
  }
}

async function isMember(client: Queryable, accountId: string, email: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from memberships m join users u on u.id = m.user_id
     where m.account_id = $1 and lower(u.email) = lower($2)`,
    [accountId, email],
  )
  return rowCount !== 0
}

function toInvitation(row: InvitationRow): Invitation {
  const { id, email, name, role } = row
  return {
    id,
    email,
    name,
    role,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  }
}
