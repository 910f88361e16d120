import type pg from 'pg'

/** What conversations are cut by. */
export interface PlantedIds {
  channels: string[]
  teams: string[]
  operators: string[]
}

const AT_ONCE = 100_000
const DAYS = 365
const count = { channels: 5, teams: 5, operators: 50, topics: 30, tags: 10, sources: 20 }
/** How often an operator's status changes in a day. */
const SPELLS_A_DAY = 8

const tables = [
  ...['conversations', 'report_facts', 'report_sums'],
  ...['visits', 'visit_clicks', 'operator_spells'],
]

const idOf = (kind: number, n: string) =>
  `(lpad(to_hex(${kind}), 8, '0') || '-0000-7000-8000-' || lpad(to_hex((${n})::bigint), 12, '0'))::uuid`
const ids = (kind: number, most: number) =>
  Array.from(
    { length: most },
    (_, n) =>
      `${kind.toString(16).padStart(8, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`,
  )

/**
 * Conversations of a year with what was counted of each. Written where the server would write it,
 * since a year of customers would take a year.
 */
export async function fillReports(client: pg.Client, conversations: number): Promise<PlantedIds> {
  await client.query('set synchronous_commit = off')
  await client.query(`create or replace function pg_temp.bucket(s bigint) returns smallint
    language sql immutable as
    $$ select case when s < 1 then 0 else floor(ln(s) / ln(1.1) + 1e-9)::smallint + 1 end $$`)
  await plantHouse(client)
  await plantPeople(client)
  const firstDay = dayAfter(new Date().toISOString().slice(0, 10), 1 - DAYS)
  for (let from = 0; from < conversations; from += AT_ONCE) {
    const to = Math.min(conversations, from + AT_ONCE)
    await plantTalks(client, { from, to, all: conversations, firstDay })
  }
  await addUp(client, conversations, firstDay)
  await plantSpells(client, firstDay)
  for (const table of tables) {
    await client.query(`vacuum (analyze) ${table}`)
  }
  return {
    channels: ids(1, count.channels),
    teams: ids(2, count.teams),
    operators: ids(3, count.operators),
  }
}

async function plantHouse(client: pg.Client): Promise<void> {
  await client.query(
    // Broken ones are asked of nobody, and their links carry numbers all the same.
    `insert into channels (account_id, id, kind, name, state)
     select a.id, ${idOf(1, 'n')}, c.kind, 'Канал ' || n, 'broken'
     from accounts a, (select kind from channels limit 1) c, generate_series(0, ${count.channels - 1}) n`,
  )
  await client.query(
    `insert into channel_rules (account_id, channel_id, receiver_team_id)
     select t.account_id, ${idOf(1, 'n')}, t.id
     from teams t, generate_series(0, ${count.channels - 1}) n where t.is_everyone`,
  )
  await client.query(
    `insert into contacts (account_id, id, name) select id, ${idOf(4, '0')}, 'Клиент' from accounts`,
  )
  await client.query(
    `insert into threads (account_id, channel_id, thread, address)
     select id, ${idOf(1, 'n')}, 'bench', 'bench' from accounts, generate_series(0, ${count.channels - 1}) n`,
  )
}

/** Those who answer, a tracker, and bots that were. */
async function plantPeople(client: pg.Client): Promise<void> {
  const people = `generate_series(0, ${count.operators - 1}) n`
  await client.query(
    `insert into users (id, email, name)
     select ${idOf(7, 'n')}, 'operator-' || n || '@example.com', 'Сотрудник ' || n from ${people}`,
  )
  await client.query(
    `insert into memberships (account_id, user_id, role)
     select id, ${idOf(7, 'n')}, 'operator' from accounts, ${people}`,
  )
  await client.query(
    `insert into operators (account_id, id, user_id, name, scope)
     select id, ${idOf(3, 'n')}, ${idOf(7, 'n')}, 'Сотрудник ' || n, 'own' from accounts, ${people}`,
  )
  await client.query(
    `insert into trackers (account_id, id, name, key)
     select id, ${idOf(8, '0')}, 'Сайт', 'bench' from accounts`,
  )
}

/** Fifty people who come, have breaks of several reasons, and go, every day of the year. */
async function plantSpells(client: pg.Client, firstDay: string): Promise<void> {
  await client.query(
    `insert into operator_spells (account_id, operator_id, since, until, status, reason)
     select a.id, ${idOf(3, 'n')}, s.at, s.at + interval '1 hour',
       case when k % 2 = 0 then 'online' else 'break' end,
       case when k % 2 = 0 then '' else 'Причина ' || k % 3 end
     from accounts a, generate_series(0, ${count.operators - 1}) n,
       generate_series(0, ${DAYS - 1}) d, generate_series(0, ${SPELLS_A_DAY - 1}) k,
       lateral (select $1::date + d + (k + 8) * interval '1 hour' as at) s`,
    [firstDay],
  )
}

/** Chance that SQL and node agree about: of the n-th conversation, from 0 up to 1. */
const PRIMES = [7919, 6151, 4099, 9176, 3571, 8803, 5501, 2909, 9929, 1033] as const
const MODULUS = 10_007
const chance = (k: number) => `((n * ${PRIMES[k]}) % ${MODULUS})::float8 / ${MODULUS}`
const chanceOf = (n: number, k: number) => ((n * (PRIMES[k] ?? 1)) % MODULUS) / MODULUS

/** How long everything took, as SQL; `talkOf` says the same. */
const someTalks = `
  select n, a.id as account, ${idOf(5, 'n')} as id, ${idOf(1, `n % ${count.channels}`)} as channel,
    ${idOf(2, `(n / 7) % ${count.teams}`)} as team,
    ${idOf(3, `(n * 13) % ${count.operators}`)} as operator,
    case when n % 4 = 0 then ${idOf(6, 'n % 2')} end as bot,
    case when n % 5 = 0 then '' else 'Тематика ' || n % ${count.topics} end as topic,
    case when n % 3 = 0 then array['тег ' || n % ${count.tags}] else '{}' end as tags,
    case when n % 2 = 0 then 'источник ' || n % ${count.sources} else '' end as source,
    ${idOf(9, 'n')} as visit,
    $4::date + (n * ${DAYS} / $3)::integer as day,
    floor(${chance(0)} * 12 + 8)::smallint as hour,
    floor(${chance(1)} * ${chance(2)} * 3600)::bigint as first,
    floor(${chance(3)} * ${chance(2)} * 1200)::bigint as next,
    floor(${chance(4)} * ${chance(5)} * 900)::bigint as waited,
    floor(${chance(6)} * 40)::bigint as accepted,
    floor(60 + ${chance(7)} * 2400)::bigint as handled,
    floor(300 + ${chance(8)} * ${chance(5)} * 40000)::bigint as lasted,
    floor(1 + ${chance(9)} * 5)::smallint as score
  from accounts a, generate_series($1::bigint, $2::bigint - 1) n`

/** Every fact of a conversation as SQL: measure, bucket, hour (255 is none), count, total. */
const length = (seconds: string) => `pg_temp.bucket(${seconds})`
const planted: (readonly [measure: number, bucket: string, count: number, total: string])[] = [
  [1, '1 + (n % 3 = 0)::integer', 1, '0'],
  [3, '0', 4, '0'],
  [4, '0', 3, '0'],
  [5, '1 + (n % 9 = 0)::integer', 1, '0'],
  [7, length('first'), 1, 'first'],
  [8, length('next'), 3, 'next * 3'],
  [9, length('next / 2'), 3, 'next / 2 * 3'],
  [10, length('waited'), 1, 'waited'],
  [11, length('accepted'), 1, 'accepted'],
  [12, length('handled'), 1, 'handled'],
  [13, length('lasted'), 1, 'lasted'],
  [20, '0', 1, '0'],
  [21, 'score', 1, 'score'],
  ...[1, 2, 3, 4, 5].map((stage) => [22, String(stage), 1, '0'] as const),
  [23, '1 + (n % 7 = 0)::integer', 1, '0'],
  [24, '1 + (n % 8 = 0)::integer', 2, '0'],
  [25, '1 + (n % 11 = 0)::integer', 1, '0'],
]
const measures = planted.map(([measure]) => measure)
const counts = planted.map(([, , count]) => count)

/** As `server/src/reports/packed-facts.ts` packs it: of an operator, a team and perhaps a bot. */
const byte = (value: number | string) => `substring(int2send((${value})::int2) from 2)`
const packedFacts = planted
  .map(([measure, bucket, count, total]) => {
    const hour = measure === 1 || measure === 3 ? 'hour' : 255
    const bytes = [measure, bucket, hour, 1, 2, 'case when bot is null then 0 else 3 end'].map(byte)
    return [...bytes, `int2send(${count}::int2)`, `int4send((${total})::int4)`].join(' || ')
  })
  .join(' || ')
const packed = `${byte('case when bot is null then 2 else 3 end')}
  || uuid_send(operator) || uuid_send(team) || coalesce(uuid_send(bot), ''::bytea)
  || ${byte(planted.length)} || ${packedFacts}`
const kinds = measures.reduce((bits, measure) => bits | (1n << BigInt(measure)), 0n)

interface Span {
  from: number
  to: number
  all: number
  firstDay: string
}

/**
 * As many visits as conversations. One conversation of ten came of a visit, and as many who chose a
 * messenger came without their number, or not at all.
 */
async function plantTalks(client: pg.Client, { from, to, all, firstDay }: Span): Promise<void> {
  const values = [from, to, all, firstDay]
  const opened = `day + hour * interval '1 hour' + n % 60 * interval '1 minute'`
  await client.query(
    `insert into visits (account_id, id, tracker_id, number, number_until, source, medium, campaign,
       created_at, last_seen_at)
     select account, visit, ${idOf(8, '0')}, lpad(to_hex(n), 8, '0'), now(),
       'источник ' || n % ${count.sources}, 'cpc', 'Кампания ' || n % 100, ${opened}, ${opened}
     from (${someTalks}) talk`,
    values,
  )
  await client.query(
    `insert into visit_clicks (account_id, visit_id, channel_id, widget_id, at)
     select account, visit, channel, channel, ${opened} from (${someTalks}) talk
     where n % 10 < 2`,
    values,
  )
  await client.query(
    `with talk as materialized (${someTalks}),
     planted as (
       insert into conversations (account_id, id, number, channel_id, thread, address, contact_id,
         kind, version, state, state_version, status, operator_id, concerns, opened_at,
         last_activity_at, closed_at, visit_id)
       select account, id, n + 1, channel, 'bench', 'bench', ${idOf(4, '0')}, 'direct', 1,
         jsonb_build_object('openedAt', 0, 'seq', 10, 'owes', 'nobody', 'unread', 0,
           'lastActivityAt', 0, 'topic', topic, 'holding', jsonb_build_object('status', 'closed',
           'reason', 'operator', 'at', 0, 'operatorId', operator, 'teamId', team)),
         2, 'closed', operator, array[operator, team], ${opened}, day, day,
         case when n % 10 = 0 then visit end
       from talk)
     insert into report_facts (account_id, day, conversation_id, channel_id, topic, tags, source,
       kinds, people, packed)
     select account, day, id, channel, topic, tags, source, ${kinds},
       array_remove(array[operator, team, bot], null), ${packed}
     from talk`,
    values,
  )
}

const STEP = Math.log(1.1)
const bucketOf = (s: number) => (s < 1 ? 0 : Math.floor(Math.log(s) / STEP + 1e-9) + 1)
const uuid = (kind: number, n: number) =>
  `${kind.toString(16).padStart(8, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

/** The n-th conversation: what things it is of, and its cases as buckets and totals. */
function talkOf(n: number) {
  const r = (k: number) => chanceOf(n, k)
  const first = Math.floor(r(1) * r(2) * 3600)
  const next = Math.floor(r(3) * r(2) * 1200)
  const half = Math.floor(next / 2)
  const lengths = [
    Math.floor(r(4) * r(5) * 900),
    Math.floor(r(6) * 40),
    Math.floor(60 + r(7) * 2400),
    Math.floor(300 + r(8) * r(5) * 40_000),
  ]
  const score = Math.floor(1 + r(9) * 5)
  const buckets = [1 + Number(n % 3 === 0), 0, 0, 1 + Number(n % 9 === 0), bucketOf(first)]
  buckets.push(bucketOf(next), bucketOf(half), ...lengths.map(bucketOf), 0, score, 1, 2, 3, 4, 5)
  buckets.push(1 + Number(n % 7 === 0), 1 + Number(n % 8 === 0), 1 + Number(n % 11 === 0))
  const totals = [0, 0, 0, 0, first, next * 3, half * 3, ...lengths, 0, score]
  const keys: [number, string][] = [
    [0, ''],
    [1, uuid(1, n % count.channels)],
    [2, uuid(2, Math.floor(n / 7) % count.teams)],
    [3, uuid(3, (n * 13) % count.operators)],
    [5, n % 5 === 0 ? '' : `Тематика ${n % count.topics}`],
    [6, n % 3 === 0 ? `тег ${n % count.tags}` : ''],
    [7, n % 2 === 0 ? `источник ${n % count.sources}` : ''],
  ]
  if (n % 4 === 0) keys.push([4, uuid(6, n % 2)])
  return { keys, buckets, totals, hour: Math.floor(r(0) * 12 + 8) }
}

/** Count and total by measure and bucket. */
type Sums = Map<number, [number, number]>

/** The same sums that the server keeps, day by day and then month by month. */
async function addUp(client: pg.Client, all: number, firstDay: string): Promise<void> {
  let month = new Map<string, Sums>()
  let n = 0
  for (let ahead = 0; ahead < DAYS; ahead++) {
    const day = dayAfter(firstDay, ahead)
    const cells = new Map<string, Sums>()
    for (; n < all && Math.floor((n * DAYS) / all) === ahead; n++) addTalk(cells, n, day)
    await keep(client, { cells, starts: day, isMonth: false })
    for (const [name, sums] of cells) merge(month, name, sums)
    if (dayAfter(day, 1).slice(8) !== '01' && ahead < DAYS - 1) continue
    await keep(client, { cells: month, starts: `${day.slice(0, 7)}-01`, isMonth: true })
    month = new Map()
  }
}

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

function addTalk(cells: Map<string, Sums>, n: number, day: string): void {
  const { keys, buckets, totals, hour } = talkOf(n)
  for (const [family, key] of keys) {
    const sums = sumsOf(cells, `${family} ${key}`)
    for (const [k, measure] of measures.entries()) {
      add(sums, measure * 256 + (buckets[k] ?? 0), [counts[k] ?? 0, totals[k] ?? 0])
    }
  }
  const weekday = ((new Date(day).getUTCDay() + 6) % 7) + 1
  const load = sumsOf(cells, `8 ${weekday}-${String(hour).padStart(2, '0')}`)
  add(load, 256 + (buckets[0] ?? 0), [1, 0])
  add(load, 3 * 256, [4, 0])
}

function sumsOf(cells: Map<string, Sums>, name: string): Sums {
  const known = cells.get(name) ?? new Map()
  cells.set(name, known)
  return known
}

function add(sums: Sums, code: number, [cases, total]: [number, number]): void {
  const known = sums.get(code)
  if (known) {
    known[0] += cases
    known[1] += total
  } else sums.set(code, [cases, total])
}

function merge(month: Map<string, Sums>, name: string, sums: Sums): void {
  const own = sumsOf(month, name)
  for (const [code, more] of sums) add(own, code, more)
}

async function keep(
  client: pg.Client,
  { cells, starts, isMonth }: { cells: Map<string, Sums>; starts: string; isMonth: boolean },
): Promise<void> {
  const names = [...cells.keys()]
  await client.query(
    `insert into report_sums (account_id, family, is_month, starts, key, sums)
     select a.id, split_part(r.name, ' ', 1)::smallint, $2, $3, substr(r.name, 3), r.sums
     from accounts a, unnest($1::text[], $4::bytea[]) as r (name, sums)`,
    [names, isMonth, starts, names.map((name) => pack(cells.get(name)!))],
  )
}

function pack(sums: Sums): Buffer {
  const packed = Buffer.alloc(sums.size * 14)
  let at = 0
  for (const [code, [cases, total]] of sums) {
    packed[at] = Math.floor(code / 256)
    packed[at + 1] = code % 256
    packed.writeInt32LE(cases, at + 2)
    packed.writeDoubleLE(total, at + 6)
    at += 14
  }
  return packed
}
