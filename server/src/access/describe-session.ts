import type { Operator, Preferences, Session } from '@otklik/protocol'

import { type Caller, Refusal } from '../http/index.ts'
import { listModules } from '../modules/index.ts'
import type { AccessParts } from './parts.ts'
import { permissionsOf, scopeOf } from './roles.ts'

type Who = Pick<Caller, 'userId' | 'accountId'> & { onlyAccount?: boolean }

interface SessionRow {
  email: string
  user_name: string
  preferences: Partial<Preferences>
  account_name: string
  is_demo: boolean
  is_suspended: boolean
  owns_installation: boolean
  operator_id: string
  operator_name: string
  role: Operator['role']
  version: number
  status: Operator['status']
  capacity: number
  skills: string[]
  second_factor_from: Date | null
  has_second_factor: boolean
  scope: Operator['scope']
  time_zone: string
}

/** Everything the interface needs to know about its reader, in one answer. */
export async function describeSession(
  { database, clock, config }: Pick<AccessParts, 'database' | 'clock' | 'config'>,
  who: Who,
): Promise<Session> {
  const { rows } = await database.query<SessionRow>(
    `select u.email, u.name as user_name, u.preferences, a.name as account_name, a.is_demo,
       a.suspended_at is not null as is_suspended, u.owns_installation,
       o.id as operator_id, o.name as operator_name, m.role,
       o.version, o.status, o.capacity, o.skills, o.scope, a.second_factor_from,
       coalesce((select s.time_zone from schedules s where s.account_id = a.id), 'Europe/Moscow')
         as time_zone,
       exists (select from second_factors f
         where f.user_id = u.id and f.confirmed_at is not null) as has_second_factor
     from memberships m
     join users u on u.id = m.user_id
     join accounts a on a.id = m.account_id
     join operators o on o.account_id = m.account_id and o.user_id = m.user_id
     where m.account_id = $1 and m.user_id = $2`,
    [who.accountId, who.userId],
  )
  const row = rows[0]
  if (!row) throw new Refusal('signed-out')
  const { onlyAccount = false } = who
  const accounts = await listAccounts(database, who.userId)
  return {
    user: { id: who.userId, name: row.user_name, email: row.email },
    account: {
      id: who.accountId,
      name: row.account_name,
      isDemo: row.is_demo,
      isSuspended: row.is_suspended,
    },
    accounts: onlyAccount ? accounts.filter(({ id }) => id === who.accountId) : accounts,
    ownsInstallation: row.owns_installation && !onlyAccount,
    operator: {
      id: row.operator_id,
      name: row.operator_name,
      email: row.email,
      role: row.role,
      isDisabled: false,
      version: row.version,
      // What they have chosen: their workplace is about to be open.
      status: row.status,
      capacity: row.capacity,
      skills: row.skills,
      scope: row.scope,
      isOnline: true,
    },
    permissions: [...permissionsOf(row.role)],
    scope: scopeOf(row.role, row.scope),
    modules: await listModules(database, who.accountId),
    preferences: { ...usualPreferences, ...row.preferences },
    protection: protectionOf(row, { onlyAccount, now: clock.now() }),
    timeZone: row.time_zone,
    // Bound to the loopback address, which no cookie of ours for «localhost» reaches.
    ...(row.is_demo &&
      !row.is_suspended && { sandboxUrl: `http://127.0.0.1:${config.sandboxPort}` }),
  }
}

function protectionOf(
  { second_factor_from: from, has_second_factor: hasSecondFactor }: SessionRow,
  { onlyAccount, now }: { onlyAccount: boolean; now: Date },
): Session['protection'] {
  return {
    hasSecondFactor,
    ...(from && !onlyAccount && { requiredFrom: from.toISOString() }),
    mustProtect: !onlyAccount && !hasSecondFactor && from !== null && from <= now,
    onlyAccount,
  }
}

const usualPreferences: Preferences = {
  language: 'ru',
  theme: 'auto',
  sound: true,
  desktopNotices: false,
  titleBadge: true,
  enterSends: true,
  singleKeys: true,
  keys: {},
  noticesOf: 'mine',
  pushPreviews: false,
  quietHours: null,
}

async function listAccounts(database: AccessParts['database'], userId: string) {
  const { rows } = await database.query<Session['accounts'][number]>(
    `select a.id, a.name, a.suspended_at is not null as "isSuspended" from memberships m join accounts a on a.id = m.account_id
     where m.user_id = $1 and m.disabled_at is null order by m.created_at, a.id`,
    [userId],
  )
  return rows
}
