import type { Database, Queryable } from '../database/index.ts'
import type { Caller } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import { createLoadCaller, endOf } from './load-caller.ts'
import { createToken, hashToken } from './tokens.ts'

/** Another process or a hand at the database may end a session: noticed after so long at most. */
const cacheMs = 2_000
const cacheSize = 10_000
/** Browsers of one person. Whoever signs in once more is out where they were last the longest ago. */
const mostOfOne = 50
/** Other tabs of the browser learn of the cookie's successor within this. */
const handOverMs = 10_000

export interface NewSession {
  userId: string
  accountId: string
  userAgent?: string | undefined
  /** Opened by the company's own provider: it opens that company and nothing else. */
  onlyAccount?: boolean | undefined
  /** The token of the one it goes on with: who they are was said when that one began. */
  follows?: string | undefined
}

export interface KnownSession {
  id: string
  userAgent: string
  startedAt: Date
  lastSeenAt: Date
}

/** Whose sessions one may see and end: one's own, as far as one's own session reaches. */
type Holder = Pick<Caller, 'userId' | 'accountId' | 'onlyAccount'>

export interface Sessions {
  /** The token for the cookie; nothing that leads to it is kept. */
  start(client: Queryable, session: NewSession): Promise<string>
  findCaller(token: string | undefined): Promise<Caller | undefined>
  end(token: string | undefined): Promise<void>
  /** Takes a session that another one replaces into that one's account, and lets it end there. */
  handOver(token: string | undefined, accountId: string): Promise<void>
  /** Within the transaction that takes the access away; call `forget` after it. */
  endAllOf(
    client: Queryable,
    who: { userId: string; accountId?: string; except?: string | undefined },
  ): Promise<void>
  /** Those that still open something, the last used first. */
  listOf(who: Holder): Promise<KnownSession[]>
  /** Whether there was such a one. */
  endOne(who: Holder, id: string): Promise<boolean>
  /** Access of this user has changed: what is remembered of it is asked anew from now on. */
  forget(userId: string): void
  /** The same of everybody in an account: who is in which team has changed. */
  forgetAccount(accountId: string): void
  /** Told that access has changed, so that open sockets are looked at without delay. */
  onChange(listener: () => void): () => void
}

interface Remembered {
  checkedAt: number
  caller: Promise<Caller | undefined>
  userId?: string
  accountId?: string
}

export function createSessions(database: Database, clock: Clock): Sessions {
  const remembered = new Map<string, Remembered>()
  const listeners = new Set<() => void>()
  const loadCaller = createLoadCaller(database, clock)

  const remember = (key: string, tokenHash: Buffer): Promise<Caller | undefined> => {
    const caller = loadCaller(tokenHash)
    const entry: Remembered = { checkedAt: clock.now().getTime(), caller }
    remembered.delete(key)
    remembered.set(key, entry)
    caller.then(
      (found) => {
        // A token that means nothing is not worth a place that a flood of them could fill.
        if (found) Object.assign(entry, { userId: found.userId, accountId: found.accountId })
        else if (remembered.get(key) === entry) remembered.delete(key)
      },
      () => remembered.delete(key),
    )
    forgetOld()
    return caller
  }

  /** The oldest are first: what is too old to be believed, or one too many. */
  const forgetOld = (): void => {
    const before = clock.now().getTime() - cacheMs
    for (const [key, { checkedAt }] of remembered) {
      if (checkedAt > before && remembered.size <= cacheSize) return
      remembered.delete(key)
    }
  }

  const forgetThose = (isMeant: (entry: Remembered) => boolean): void => {
    for (const [key, entry] of remembered) {
      // One that is still being read may have read what was true before.
      if (isMeant(entry) || entry.userId === undefined) remembered.delete(key)
    }
    for (const listener of listeners) listener()
  }

  return {
    async start(client, { userId, accountId, userAgent = '', onlyAccount = false, follows }) {
      const token = createToken()
      const now = clock.now()
      const { rows } = await client.query<{ created_at: Date }>(
        'select created_at from sessions where user_id = $1 and token_hash = $2',
        [userId, hashToken(follows) ?? null],
      )
      const startedAt = rows[0]?.created_at ?? now
      await client.query(
        `delete from sessions where user_id = $1 and (expires_at <= $2 or id in (
           select id from sessions where user_id = $1 order by last_seen_at desc, id offset $3))`,
        [userId, now, mostOfOne - 1],
      )
      await client.query(
        `insert into sessions
           (token_hash, user_id, account_id, created_at, last_seen_at, expires_at, user_agent,
            only_account)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          ...[hashToken(token), userId, accountId, startedAt, now],
          ...[endOf(now, startedAt, onlyAccount), userAgent.slice(0, 300), onlyAccount],
        ],
      )
      return token
    },
    async findCaller(token) {
      const tokenHash = hashToken(token)
      if (!tokenHash) return undefined
      const key = tokenHash.toString('base64')
      const entry = remembered.get(key)
      const age = entry && clock.now().getTime() - entry.checkedAt
      if (entry && age !== undefined && age >= 0 && age < cacheMs) return entry.caller
      return remember(key, tokenHash)
    },
    async end(token) {
      const tokenHash = hashToken(token)
      if (!tokenHash) return
      const { rows } = await database.query<{ user_id: string }>(
        'delete from sessions where token_hash = $1 returning user_id',
        [tokenHash],
      )
      for (const row of rows) this.forget(row.user_id)
    },
    async handOver(token, accountId) {
      const tokenHash = hashToken(token)
      if (!tokenHash) return
      const now = clock.now()
      const { rows } = await database.query<{ user_id: string }>(
        `update sessions set account_id = $2, last_seen_at = $3, expires_at = $4
         where token_hash = $1 returning user_id`,
        [tokenHash, accountId, now, new Date(now.getTime() + handOverMs)],
      )
      for (const row of rows) this.forget(row.user_id)
    },
    async endAllOf(client, { userId, accountId, except }) {
      await client.query(
        `delete from sessions where user_id = $1 and account_id = coalesce($2, account_id)
           and token_hash is distinct from $3`,
        [userId, accountId ?? null, hashToken(except) ?? null],
      )
    },
    async listOf({ userId, accountId, onlyAccount }) {
      const { rows } = await database.query<KnownSession>(
        `select id, user_agent as "userAgent", created_at as "startedAt",
           last_seen_at as "lastSeenAt"
         from sessions where user_id = $1 and expires_at > $2 and ($3 or account_id = $4)
         order by last_seen_at desc, id`,
        [userId, clock.now(), !onlyAccount, accountId],
      )
      return rows
    },
    async endOne({ userId, accountId, onlyAccount }, id) {
      const { rowCount } = await database.query(
        'delete from sessions where user_id = $1 and id = $2 and ($3 or account_id = $4)',
        [userId, id, !onlyAccount, accountId],
      )
      if (rowCount) this.forget(userId)
      return rowCount === 1
    },
    forget: (userId) => forgetThose((entry) => entry.userId === userId),
    forgetAccount: (accountId) => forgetThose((entry) => entry.accountId === accountId),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
