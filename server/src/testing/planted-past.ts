import type { Database } from '../database/index.ts'
import { Chance } from './simulation/chance.ts'

/** What a random past is made of. */
export interface Cast {
  accountId: string
  /** The platform of its channels, which need not be reached. */
  kind: string
  teams: string[]
  operators: string[]
  topics: string[]
  tags: string[]
}

export interface PlantedPast extends Cast {
  channels: string[]
  bots: string[]
  /** Writes this much of every transcript, and tells of it in the feed. */
  tell(share: number): Promise<void>
}

interface Word {
  author: 'contact' | 'operator' | 'bot' | 'system'
  authorId?: string
  code?: string
  parameters?: Record<string, string>
  failure?: string
}

interface Talk {
  id: string
  number: number
  openedAt: number
  channelId: string
  operatorId: string | null
  teamId: string
  botId: string | null
  reason: string
  topic: string | null
  tags: string[]
  words: (Word & { at: number })[]
  isAsked: boolean
  score: number | null
  isTakenBack: boolean
  promises: { kind: string; at: string; isBroken: boolean }[]
}

const DAY_MS = 86_400_000
const idOf = (kind: number, number: number) =>
  `0000000${kind}-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
const channels = [1, 2, 3].map((number) => idOf(1, number))
const bots = [idOf(4, 1)]

/** Conversations of random lives, written where the server would write them. */
export async function plantPast(
  database: Database,
  cast: Cast,
  { seed, talks, from, days }: { seed: number; talks: number; from: Date; days: number },
): Promise<PlantedPast> {
  const chance = new Chance(seed)
  const all = Array.from({ length: talks }, (_, k) =>
    someTalk(chance, cast, {
      number: k + 1,
      openedAt: from.getTime() + chance.int(0, days * DAY_MS),
    }),
  )
  await plantHouse(database, cast)
  await plantTalks(database, cast.accountId, all)
  return {
    ...cast,
    channels,
    bots,
    tell: (share) => tellWords(database, cast.accountId, { all, share }),
  }
}

function someTalk(
  chance: Chance,
  { teams, operators, topics, tags }: Cast,
  { number, openedAt }: { number: number; openedAt: number },
): Talk {
  const teamId = chance.pick(teams)
  const operatorId = chance.isTrue(0.8) ? chance.pick(operators) : null
  const botId = chance.isTrue(0.3) ? chance.pick(bots) : null
  const reason = chance.pick(['operator', 'operator', 'timeout', 'bot', 'spam'])
  let at = openedAt
  const words = someWords(chance, { teamId, operatorId, botId, reason }).map((word) => {
    at += chance.int(1, 3_600_000)
    return { ...word, at }
  })
  return {
    ...{ id: idOf(2, number), number, openedAt, channelId: chance.pick(channels) },
    ...{ operatorId, teamId, botId, reason, words },
    topic: chance.isTrue(0.7) ? chance.pick(topics) : null,
    tags: tags.filter(() => chance.isTrue(0.4)),
    isAsked: chance.isTrue(0.6),
    score: chance.isTrue(0.6) ? chance.int(1, 5) : null,
    isTakenBack: chance.isTrue(0.2),
    promises: ['first', 'next', 'resolution']
      .filter(() => chance.isTrue(0.4))
      .map((kind) => ({
        ...{ kind, isBroken: chance.isTrue(0.3) },
        at: new Date(openedAt + chance.int(0, 3 * DAY_MS)).toISOString(),
      })),
  }
}

/** Of whatever a platform may say of a message. */
const failures = ['recipient-blocked', 'throttled', 'too-long', 'expired']

function someWords(
  chance: Chance,
  talk: Pick<Talk, 'teamId' | 'operatorId' | 'botId' | 'reason'>,
): Word[] {
  const line = (code: string, parameters: Record<string, string> = {}): Word => ({
    ...{ author: 'system', code, parameters },
  })
  const { teamId, operatorId, botId, reason } = talk
  const words: Word[] = []
  if (botId) words.push(line('bot-took', { botId }))
  words.push({ author: 'contact' })
  const failed = () => (chance.isTrue(0.1) ? { failure: chance.pick(failures) } : {})
  if (botId && operatorId) words.push({ author: 'bot', ...failed() }, line('bot-handed-over'))
  else if (botId && chance.isTrue(0.3)) words.push(line('bot-unavailable'))
  if (chance.isTrue(0.2)) words.push(line('moved-to-backup'))
  if (operatorId) {
    words.push(line('taken', { operatorId, teamId }))
    for (let k = chance.int(0, 6); k > 0; k--) {
      const said: Word = { author: 'operator', authorId: operatorId, ...failed() }
      words.push(chance.isTrue(0.5) ? { author: 'contact' } : said)
    }
    if (chance.isTrue(0.2)) {
      words.push(line('transferred', { operatorId }), line('taken', { operatorId, teamId }))
    }
  }
  if (chance.isTrue(0.1)) words.push(line('window-closed'))
  return [...words, line('closed', { reason })]
}

async function plantHouse(database: Database, { accountId, kind, teams }: Cast): Promise<void> {
  await database.query(
    `insert into channels (account_id, id, kind, name, state)
     select $1, id, $3, 'Канал ' || n, 'disconnected'
     from unnest($2::uuid[]) with ordinality as t (id, n)`,
    [accountId, channels, kind],
  )
  await database.query(
    `insert into channel_rules (account_id, channel_id, receiver_team_id)
     select $1, id, $3 from unnest($2::uuid[]) as t (id)`,
    [accountId, channels, teams[0]],
  )
  await database.query(
    `insert into bots (account_id, id, name, kind)
     select $1, id, 'Бот', 'scenario' from unnest($2::uuid[]) as t (id)`,
    [accountId, bots],
  )
}

async function plantTalks(database: Database, accountId: string, all: Talk[]): Promise<void> {
  const rows = all.map((talk) => ({
    ...talk,
    // Some come again.
    contactId: idOf(5, talk.number % 100),
    at: new Date(talk.openedAt).toISOString(),
    concerns: [talk.operatorId, talk.teamId].filter((id) => id !== null),
    state: stateOf(talk),
  }))
  const given = [accountId, JSON.stringify(rows)]
  await database.query(
    `insert into contacts (account_id, id, name)
     select $1, r."contactId", 'Клиент' from jsonb_to_recordset($2::jsonb) as r ("contactId" uuid)
     on conflict do nothing`,
    given,
  )
  await database.query(
    `insert into threads (account_id, channel_id, thread, address)
     select $1, r."channelId", r.number::text, r.number::text
     from jsonb_to_recordset($2::jsonb) as r ("channelId" uuid, number bigint)`,
    given,
  )
  await database.query(
    `insert into conversations (account_id, id, number, channel_id, thread, address, contact_id, kind,
       version, state, state_version, status, operator_id, bot_id, concerns, opened_at,
       last_activity_at, closed_at)
     select $1, r.id, r.number, r."channelId", r.number::text, r.number::text, r."contactId",
       'direct', 1, r.state, 2, 'closed', r."operatorId", r."botId", r.concerns, r.at, r.at, r.at
     from jsonb_to_recordset($2::jsonb) as r (id uuid, number bigint, "channelId" uuid,
       "contactId" uuid, state jsonb, "operatorId" uuid, "botId" uuid, concerns uuid[],
       at timestamptz)`,
    given,
  )
  await database.query(
    `insert into ratings (account_id, conversation_id, channel_id, contact_id, operator_id, team_id,
       scale, asked_at, score, rated_at, decision)
     select $1, r.id, r."channelId", r."contactId", r."operatorId", r."teamId", 'stars', r.at,
       r.score, case when r.score is not null then r.at + interval '20 hours' end,
       case when r.score is not null and r."isTakenBack" then 'upheld' end
     from jsonb_to_recordset($2::jsonb) as r (id uuid, "channelId" uuid, "contactId" uuid,
       "operatorId" uuid, "teamId" uuid, at timestamptz, score integer, "isAsked" boolean,
       "isTakenBack" boolean)
     where r."isAsked"`,
    given,
  )
  await database.query(
    `insert into sla_results (account_id, conversation_id, kind, started_at, channel_id, team_id,
       operator_id, is_vip, target_s, broken_at, ended_at)
     select $1, r.id, p.kind, p.at, r."channelId", r."teamId", r."operatorId", false, 60,
       case when p."isBroken" then p.at + interval '1 minute' end, p.at + interval '2 minutes'
     from jsonb_to_recordset($2::jsonb) as r (id uuid, "channelId" uuid, "operatorId" uuid,
       "teamId" uuid, promises jsonb),
       jsonb_to_recordset(r.promises) as p (kind text, at timestamptz, "isBroken" boolean)`,
    given,
  )
}

function stateOf({ reason, operatorId, teamId, openedAt, topic, tags, words }: Talk): object {
  const holding = {
    status: 'closed',
    at: openedAt,
    reason,
    teamId,
    ...(operatorId && { operatorId }),
  }
  return {
    ...{
      openedAt,
      holding,
      seq: words.length,
      owes: 'nobody',
      unread: 0,
      lastActivityAt: openedAt,
    },
    ...(topic && { topic }),
    tags,
  }
}

async function tellWords(
  database: Database,
  accountId: string,
  { all, share }: { all: Talk[]; share: number },
): Promise<void> {
  const rows = all.flatMap(({ id, number, words }) =>
    words.slice(0, Math.ceil(words.length * share)).map(({ at, code, parameters, ...word }, k) => ({
      ...word,
      ...{ id: idOf(6, number * 100 + k), conversationId: id, seq: k + 1 },
      at: new Date(at).toISOString(),
      content: code ? { system: { code, parameters } } : {},
    })),
  )
  await database.query(
    `insert into messages (account_id, id, conversation_id, seq, kind, author_type, author_id,
       author_name, text, content, status, failure, at, created_at)
     select $1, r.id, r."conversationId", r.seq,
       case when r.author = 'system' then 'system' else 'message' end, r.author, r."authorId", '',
       '', r.content, case when r.failure is not null then 'failed' end,
       case when r.failure is not null then jsonb_build_object('reason', r.failure) end, r.at, r.at
     from jsonb_to_recordset($2::jsonb) as r (id uuid, "conversationId" uuid, seq bigint,
       author text, "authorId" uuid, content jsonb, failure text, at timestamptz)
     on conflict do nothing`,
    [accountId, JSON.stringify(rows)],
  )
  await database.query(
    `with counter as (
       insert into account_counters (account_id, feed_number, conversation_number)
       values ($1, $3, $3)
       on conflict (account_id) do update set feed_number = account_counters.feed_number + $3
       returning feed_number)
     insert into feed (account_id, number, kind, conversation_id, version, payload)
     select $1, c.feed_number - $3 + n, 'conversation', id, 1, '{}'
     from counter c, unnest($2::uuid[]) with ordinality as t (id, n)`,
    [accountId, all.map(({ id }) => id), all.length],
  )
}
