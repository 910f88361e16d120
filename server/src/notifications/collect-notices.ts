import type { Message } from '@otklik/protocol'

import { isVisibleTo } from '../access/index.ts'
import { type Database, isNotSuspended, type Queryable } from '../database/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Hints } from '../lib/hints.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import { findListeners, findTeamFacts, type Listener } from './listeners.ts'
import { isQuiet } from './quiet.ts'
import { findStandings, type Told } from './standing.ts'
import { type NoticeKind, noticeFor, type Said, type TeamFacts } from './whom-to-tell.ts'

interface World {
  database: Database
  clock: Clock
  hints: Hints
  onProblem(problem: string, facts: object): void
  /** Somebody is to be told. */
  wake(): void
}

const LOOK_EVERY_MS = 5000
const GATHER_MS = 200
const MOST_AT_ONCE = 500
/** Lines that somebody may have to be told of. */
const telling = [
  'offered',
  'offered-to-all',
  'assigned',
  'transferred',
  'returned',
  'moved-to-backup',
  'assignee-away',
  'assignee-gone',
  'bot-handed-over',
  'bot-unavailable',
  'team-told',
  'supervisors-told',
  'silence-told',
  'sla-broken',
  'rated',
]

/**
 * Reads from the feed what happened in companies whose people are told in closed browsers, and
 * writes down whom to tell. The feed is durable and in order, so nothing is told twice or forgotten.
 */
export function collectNotices(world: World): Loop {
  const { database, hints, onProblem } = world

  async function round(): Promise<boolean> {
    const { rows } = await database.query<{ account_id: string }>(
      `select n.account_id from notice_cursors n
       join account_counters c on c.account_id = n.account_id and c.feed_number > n.number
       where n.${isNotSuspended}`,
    )
    let isMore = false
    for (const { account_id } of rows) {
      if (await collect(world, account_id)) isMore = true
    }
    return isMore
  }
  const loop = createLoop('notices', round, {
    everyMs: LOOK_EVERY_MS,
    gatherMs: GATHER_MS,
    onProblem,
  })
  hints.listen('feed', loop.wake)
  return loop
}

async function collect({ database, clock, wake }: World, accountId: string): Promise<boolean> {
  const now = clock.now()
  const { told, isMore } = await database.transaction(async (client) => {
    const { rows: cursors } = await client.query<{ number: number }>(
      'select number from notice_cursors where account_id = $1 for update',
      [accountId],
    )
    const after = cursors[0]?.number
    if (after === undefined) return { told: 0, isMore: false }
    const { messages, last, isMore } = await readMessages(client, accountId, after)
    const told = messages.length > 0 ? await tell(client, { accountId, messages, now }) : 0
    await client.query('update notice_cursors set number = $2 where account_id = $1', [
      accountId,
      last,
    ])
    return { told, isMore }
  })
  if (told > 0) wake()
  return isMore
}

async function readMessages(client: Queryable, accountId: string, after: number) {
  const { rows } = await client.query<{ number: number; payload: Message | null }>(
    `select number, case when kind = 'message' and payload ->> 'version' = '1'
         and (payload -> 'mentions' <> '[]' or payload -> 'author' ->> 'type' = 'contact' or payload -> 'system' ->> 'code' = any($4))
       then payload end as payload
     from feed where account_id = $1 and number > $2 order by number limit $3`,
    [accountId, after, MOST_AT_ONCE, telling],
  )
  return {
    messages: rows.flatMap(({ payload }) => payload ?? []),
    last: rows.at(-1)?.number ?? after,
    isMore: rows.length === MOST_AT_ONCE,
  }
}

interface Happened {
  accountId: string
  messages: Message[]
  now: Date
}

async function tell(client: Queryable, { accountId, messages, now }: Happened): Promise<number> {
  const listeners = await findListeners(client, { accountId, now })
  if (listeners.length === 0) return 0
  const standings = await findStandings(client, accountId, [
    ...new Set(messages.map(({ conversationId }) => conversationId)),
  ])
  const teams = await findTeamFacts(client, accountId)
  const notices = messages.flatMap((message) => {
    const standing = standings.get(message.conversationId)
    return standing ? noticesOf(message, { standing, listeners, teams, now }) : []
  })
  await write(client, { accountId, notices, now })
  return notices.length
}

interface Notice {
  operatorId: string
  conversationId: string
  kind: NoticeKind
}

interface Around {
  standing: Told
  listeners: Listener[]
  now: Date
  teams: ReadonlyMap<string, TeamFacts>
}

function noticesOf(message: Message, { standing, listeners, teams, now }: Around): Notice[] {
  const said: Said = {
    isCustomers: message.author.type === 'contact',
    ...(message.system && { line: message.system }),
    ...(message.mentions && { called: message.mentions.map(({ id }) => id) }),
  }
  const team = teams.get(standing.teamId ?? '')
  return listeners
    .filter((listener) => isVisibleTo(listener, standing.concerns))
    .filter(({ operatorId }) => message.author.id !== operatorId)
    .flatMap((person) => {
      const kind = noticeFor(said, standing, { person, team })
      const { operatorId } = person
      const isHeard = kind && !isQuiet(person, { now, isCalled: kind === 'mentioned' })
      return isHeard ? { operatorId, conversationId: standing.id, kind } : []
    })
}

/** Of one conversation the latest is told; a word after an offer does not hide the offer. */
async function write(
  client: Queryable,
  { accountId, notices, now }: { accountId: string; notices: Notice[]; now: Date },
): Promise<void> {
  const latest = new Map<string, Notice>()
  for (const notice of notices) {
    const key = `${notice.operatorId} ${notice.conversationId}`
    if (notice.kind !== 'message' || !latest.has(key)) latest.set(key, notice)
  }
  const told = [...latest.values()]
  await client.query(
    `insert into notices (account_id, operator_id, conversation_id, kind, since)
     select $1, operator_id, conversation_id, kind, $5
     from unnest($2::uuid[], $3::uuid[], $4::text[]) as t (operator_id, conversation_id, kind)
     order by operator_id, conversation_id
     on conflict (account_id, operator_id, conversation_id) do update
       set kind = case when excluded.kind = 'message' then notices.kind else excluded.kind end`,
    [
      accountId,
      told.map(({ operatorId }) => operatorId),
      told.map(({ conversationId }) => conversationId),
      told.map(({ kind }) => kind),
      now,
    ],
  )
}
