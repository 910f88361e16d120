import type { Preferences, PushPayload } from '@otklik/protocol'
import { type Language, wordsOf } from '@otklik/words'
import { v7 as newId } from 'uuid'

import { isVisibleTo } from '../access/index.ts'
import { type Database, isNotSuspended, type Queryable } from '../database/index.ts'
import { type Caller, NotFoundError } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import { composePush, type News } from './compose-push.ts'
import { findListeners, findTeamFacts } from './listeners.ts'
import { isQuiet } from './quiet.ts'
import { findStandings } from './standing.ts'
import { isStillNews, type NoticeKind } from './whom-to-tell.ts'

interface World {
  database: Database
  clock: Clock
  onProblem(problem: string, facts: object): void
  /** Something is to be sent. */
  wake(): void
}

const LOOK_EVERY_MS = 1000
const ONCE_IN_MS = 60_000
const URGENT_TTL_MS = 60_000
const USUAL_TTL_MS = 3_600_000
const MOST_AT_ONCE = 100

interface Due {
  account_id: string
  operator_id: string
}

/**
 * Makes one push of all that somebody is to be told, once a minute at most (REQ-22). Only an offer,
 * which is over within the minute, does not wait for it.
 */
export function queuePushes(world: World): Loop {
  const { database, clock, onProblem } = world

  async function round(): Promise<boolean> {
    const now = clock.now()
    const { rows } = await database.query<Due>(
      `select n.account_id, n.operator_id from notices n
       left join notice_times t on t.account_id = n.account_id and t.operator_id = n.operator_id
       where (n.kind = 'offer' or t.pushed_at is null or t.pushed_at <= $1) and n.${isNotSuspended}
       group by n.account_id, n.operator_id limit $2`,
      [new Date(now.getTime() - ONCE_IN_MS), MOST_AT_ONCE],
    )
    let made = 0
    for (const { account_id: accountId, operator_id: operatorId } of rows) {
      made += await database.transaction((client) =>
        queueFor(client, { accountId, operatorId, now }),
      )
    }
    if (made > 0) world.wake()
    return rows.length === MOST_AT_ONCE
  }
  return createLoop('pushes', round, { everyMs: LOOK_EVERY_MS, onProblem })
}

interface Whom {
  accountId: string
  operatorId: string
  now: Date
}

async function queueFor(client: Queryable, { accountId, operatorId, now }: Whom): Promise<number> {
  const { rows } = await client.query<{ conversation_id: string; kind: NoticeKind }>(
    `delete from notices where account_id = $1 and operator_id = $2
     returning conversation_id, kind`,
    [accountId, operatorId],
  )
  const ids = rows.map(({ conversation_id }) => conversation_id)
  // Up to a minute has passed: they may have lost sight of it, or gone quiet.
  const [person] = await findListeners(client, { accountId, operatorId, now })
  if (!person) return 0
  const standings = await findStandings(client, accountId, ids)
  const teams = await findTeamFacts(client, accountId)
  const news = rows.flatMap(({ conversation_id, kind }): News[] => {
    const conversation = standings.get(conversation_id)
    if (!conversation || !isVisibleTo(person, conversation.concerns)) return []
    if (isQuiet(person, { now, isCalled: kind === 'mentioned' })) return []
    const team = teams.get(conversation.teamId ?? '')
    return isStillNews(kind, conversation, { person, team }) ? [{ kind, conversation }] : []
  })
  // It was answered meanwhile, or is not theirs any more: they need not hear of it.
  if (news.length === 0) return 0
  const payload = composePush(news, await findReader(client, accountId, operatorId), now)
  await client.query(
    `insert into notice_times (account_id, operator_id, pushed_at) values ($1, $2, $3)
     on conflict (account_id, operator_id) do update set pushed_at = $3`,
    [accountId, operatorId, now],
  )
  const isUrgent = news.some(({ kind }) => kind === 'offer')
  // Where one of them is erased, what is told of them goes too.
  const told = news.flatMap(({ conversation }) => conversation.id)
  return insertPushes(client, { accountId, where: { operatorId }, payload, told, isUrgent, now })
}

interface Inserting {
  accountId: string
  where: { operatorId: string } | { sessionHash: Buffer }
  payload: PushPayload
  /** The conversations it tells of by name. */
  told?: string[]
  isUrgent: boolean
  now: Date
}

/** To every browser somebody is signed in to, or to one of them. */
async function insertPushes(
  client: Queryable,
  { accountId, where, payload, told = [], isUrgent, now }: Inserting,
): Promise<number> {
  const isOfPerson = 'operatorId' in where
  const { rows } = await client.query<{ id: string }>(
    `select s.id from push_subscriptions s
     join sessions e on e.token_hash = s.session_hash and e.expires_at > $3
     where s.account_id = $1 and s.${isOfPerson ? 'operator_id' : 'session_hash'} = $2
     for key share of s`,
    [accountId, isOfPerson ? where.operatorId : where.sessionHash, now],
  )
  const expiresAt = new Date(now.getTime() + (isUrgent ? URGENT_TTL_MS : USUAL_TTL_MS))
  for (const { id } of rows) {
    await client.query(
      `insert into pushes
         (account_id, id, subscription_id, payload, conversation_ids, is_urgent, next_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [accountId, newId(), id, JSON.stringify(payload), told, isUrgent, now, expiresAt],
    )
  }
  return rows.length
}

interface Trial {
  caller: Pick<Caller, 'accountId' | 'operatorId'>
  sessionHash: Buffer
  now: Date
}

/** To this browser alone, whatever else is quiet. */
export async function queueTrial(
  database: Database,
  { caller: { accountId, operatorId }, sessionHash, now }: Trial,
): Promise<void> {
  const { language } = await findReader(database, accountId, operatorId)
  const { title, body } = wordsOf(language).push.trial
  const payload = { title, body, tag: 'trial', path: '/', count: 0, at: now.toISOString() }
  const made = await database.transaction((client) =>
    insertPushes(client, { accountId, where: { sessionHash }, payload, isUrgent: true, now }),
  )
  if (made === 0) throw new NotFoundError()
}

async function findReader(client: Queryable, accountId: string, operatorId: string) {
  const { rows } = await client.query<{ preferences: Partial<Preferences> }>(
    `select u.preferences from operators o join users u on u.id = o.user_id
     where o.account_id = $1 and o.id = $2`,
    [accountId, operatorId],
  )
  const { language, pushPreviews = false } = rows[0]?.preferences ?? {}
  return { language: (language === 'en' ? 'en' : 'ru') as Language, hasPreviews: pushPreviews }
}
