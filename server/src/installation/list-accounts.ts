import type { InstallationAccount } from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'

interface Row {
  id: string
  name: string
  is_demo: boolean
  suspended_at: Date | null
  created_at: Date
  people: number
  channels: number
  invited_name: string | null
  invited_email: string | null
  invited_until: Date | null
}

const select = `
  select a.id, a.name, a.is_demo, a.suspended_at, a.created_at,
    (select count(*) from memberships m where m.account_id = a.id and m.disabled_at is null) as people,
    (select count(*) from channels c where c.account_id = a.id and c.state <> 'disconnected') as channels,
    i.name as invited_name, i.email as invited_email, i.expires_at as invited_until
  from accounts a
  left join lateral (
    select i.name, i.email, i.expires_at from invitations i
    where i.account_id = a.id and i.role = 'owner' and i.accepted_at is null
      and not exists (select from memberships m where m.account_id = a.id)
    order by i.created_at desc limit 1) i on true`

/** The one place that reads across companies: their figures, and nothing of what is inside. */
export async function listAccounts(database: Queryable): Promise<InstallationAccount[]> {
  const { rows } = await database.query<Row>(`${select} order by a.created_at, a.id`)
  return rows.map(view)
}

export async function getAccount(database: Queryable, id: string): Promise<InstallationAccount> {
  const { rows } = await database.query<Row>(`${select} where a.id = $1`, [id])
  if (!rows[0]) throw new NotFoundError()
  return view(rows[0])
}

function view(row: Row): InstallationAccount {
  const { invited_name: name, invited_email: email, invited_until: until } = row
  return {
    id: row.id,
    name: row.name,
    isDemo: row.is_demo,
    isSuspended: row.suspended_at !== null,
    people: row.people,
    channels: row.channels,
    createdAt: row.created_at.toISOString(),
    ...(name !== null &&
      email !== null &&
      until && { invited: { name, email, expiresAt: until.toISOString() } }),
  }
}
