import { createHash } from 'node:crypto'
import type { Role, Scope } from '@otklik/protocol'

import type { Database } from '../database/index.ts'
import type { Caller } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import { permissionsOf } from './roles.ts'
import { readerOf, seenTeamIds } from './seen-teams.ts'
import { isVisibleTo } from './visible-to.ts'

const lifetimeMs = 30 * 24 * 3600_000
/**
 * However much it is used, it ends: after so long they say again who they are. One that a company's
 * provider opened lives shorter, because nobody tells us whom the provider has shut out.
 */
const longestMs = 90 * 24 * 3600_000
const longestOfProviderMs = 7 * 24 * 3600_000
/** A session is prolonged by use, but not written for every request. */
export const renewAfterMs = 10 * 60_000
/** Thousands of open workplaces are looked at again and again: not one by one. */
const MOST_AT_ONCE = 500

interface Asked {
  tokenHash: Buffer
  resolve(caller: Caller | undefined): void
  reject(error: unknown): void
}

interface CallerRow {
  token_hash: Buffer
  user_id: string
  account_id: string
  operator_id: string
  role: Role
  scope: Scope
  team_ids: string[]
  is_suspended: boolean
  owns_installation: boolean
  last_seen_at: Date
  session_id: string
  only_account: boolean
  must_protect: boolean
  stamp: string
}

/** Sessions with all that decides what they open; `$2` is now. */
export const heldSessions = `sessions s
  join accounts a on a.id = s.account_id
  join users u on u.id = s.user_id and u.disabled_at is null
  join memberships m on m.account_id = s.account_id and m.user_id = s.user_id
    and m.disabled_at is null
  join operators o on o.account_id = s.account_id and o.user_id = s.user_id
  cross join lateral (select
    ${seenTeamIds} as team_ids,
    not s.only_account and coalesce(a.second_factor_from <= $2, false)
      and not exists (select from second_factors f
        where f.user_id = s.user_id and f.confirmed_at is not null) as must_protect) held`

/** Another stamp is another view: by it open workplaces are compared without reading them anew. */
export const stamp = `md5(concat_ws(' ', s.account_id, o.id, m.role, o.scope,
  a.suspended_at is not null, must_protect, team_ids::text))`

/** Whose session a token opens. Those who are asked for in one go are read by one query. */
export function createLoadCaller(database: Database, clock: Clock) {
  let waiting: Asked[] = []

  function readAll(): void {
    const all = waiting
    waiting = []
    for (let from = 0; from < all.length; from += MOST_AT_ONCE) {
      void read(all.slice(from, from + MOST_AT_ONCE))
    }
  }

  async function read(asked: Asked[]): Promise<void> {
    try {
      const hashes = asked.map(({ tokenHash }) => tokenHash)
      const callers = await listCallers(database, hashes, clock.now())
      for (const each of asked) each.resolve(callers.get(each.tokenHash.toString('base64')))
    } catch (error) {
      for (const each of asked) each.reject(error)
    }
  }

  return (tokenHash: Buffer): Promise<Caller | undefined> =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) queueMicrotask(readAll)
      waiting.push({ tokenHash, resolve, reject })
    })
}

/** By the hashes of their tokens. */
async function listCallers(
  database: Database,
  tokenHashes: Buffer[],
  now: Date,
): Promise<Map<string, Caller>> {
  const { rows } = await database.query<CallerRow>(
    `select s.token_hash, s.user_id, s.account_id, o.id as operator_id, m.role, o.scope,
       s.last_seen_at, team_ids, a.suspended_at is not null as is_suspended, s.id as session_id,
       s.only_account, u.owns_installation and not s.only_account as owns_installation,
       must_protect, ${stamp} as stamp
     from ${heldSessions}
     where s.token_hash = any ($1) and s.expires_at > $2`,
    [tokenHashes, now],
  )
  const renewed = rows.filter((row) => now.getTime() - row.last_seen_at.getTime() > renewAfterMs)
  if (renewed.length > 0) {
    await database.query(
      `update sessions set last_seen_at = $2, expires_at = least($3, created_at
         + case when only_account then $5::float8 else $4::float8 end * interval '1 millisecond')
       where token_hash = any ($1)`,
      [
        ...[renewed.map((row) => row.token_hash), now, inLifetime(now)],
        ...[longestMs, longestOfProviderMs],
      ],
    )
  }
  return new Map(rows.map((row) => [row.token_hash.toString('base64'), toCaller(row)]))
}

function toCaller(row: CallerRow): Caller {
  const permissions = permissionsOf(row.role)
  const { scope, seesOf } = readerOf({ ...row, id: row.operator_id })
  return {
    userId: row.user_id,
    accountId: row.account_id,
    operatorId: row.operator_id,
    role: row.role,
    isSuspended: row.is_suspended,
    ownsInstallation: row.owns_installation,
    scope,
    seesOf,
    sessionId: row.session_id,
    onlyAccount: row.only_account,
    mustProtect: row.must_protect,
    stamp: row.stamp,
    viewId: nameView([row.role, row.is_suspended, scope, ...(scope === 'all' ? [] : seesOf)]),
    can: (permission) => permissions.has(permission),
    sees: (concerns) => isVisibleTo({ scope, seesOf }, concerns),
  }
}

const nameView = (parts: unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16)

/** When a session ends that is used now, and no more. */
const inLifetime = (now: Date): Date => new Date(now.getTime() + lifetimeMs)

/** When a new one ends, of somebody who said at `startedAt` who they are. */
export function endOf(now: Date, startedAt: Date, onlyAccount: boolean): Date {
  const longest = onlyAccount ? longestOfProviderMs : longestMs
  return new Date(Math.min(inLifetime(now).getTime(), startedAt.getTime() + longest))
}
