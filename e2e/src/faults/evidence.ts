import type { Channel, Conversation, Message, MessagePage, Snapshot } from '@otklik/protocol'
import pg from 'pg'

import type { Brought, Taken } from './company.ts'
import type { Forger } from './forger.ts'
import { type Health, lookAtHealth } from './health.ts'
import {
  backlogQuery,
  conversationsQuery,
  doubtfulQuery,
  equalVersionsQuery,
  messagesQuery,
  putOffQuery,
  unknownQuery,
} from './queries.ts'
import type { Accepted, Traffic, Written } from './traffic.ts'
import type { World } from './world.ts'

/** A message as the database has it. */
export interface StoredMessage {
  id: string
  conversation_id: string
  /** Of the conversation: a person's later one has a greater number. */
  number: number
  seq: number
  author_type: string
  text: string
  status: string | null
  /** Of the server's clock. */
  createdAt: number
}

export interface StoredConversation {
  id: string
  number: number
  address: string
  status: string
  openedAt: number
  /** Somebody holds it, it waits in a queue, or a moment is written down at which it goes on. */
  isLookedAfter: boolean
  /** That moment is long past. */
  isOverdue: boolean
}

/** A call the platform put off, and the next one. */
export interface PutOff {
  part_id: string
  platform: string
  pauseMs: number
}

/** An attempt nobody knows the outcome of. */
export interface UnknownAttempt {
  message_id: string
}

/** What a workplace holds, or would hold after a fresh load. */
export interface Held {
  number: number
  conversations: Conversation[]
  channels: Channel[]
}

export interface ReplicaState extends Held {
  messages: Message[]
  faults: { holes: number; repeats: number; reloads: number }
  connections: number
}

/** What all sides remember once everything is quiet: nothing else decides the verdict. */
export interface Evidence {
  written: Written[]
  /** What was answered to somebody who cannot sign. */
  forged: number[]
  accepted: Accepted[]
  /** The platforms' ledgers. */
  brought: Brought[]
  taken: Taken[]
  /** Customers of platforms that send once what they are asked for twice. */
  exactPeople: Set<string>
  /** Our database. */
  stored: StoredMessage[]
  conversations: StoredConversation[]
  unknownAttempts: UnknownAttempt[]
  /** Calls of which nobody knew what came of them, known since or not. */
  doubtful: number
  putOff: PutOff[]
  /** Changes of settings, as the versions count them and as the journal does. */
  administered: { changes: number; entries: number }
  /** Two states of a conversation that were told as one. */
  equalVersions: number
  feed: { count: number; least: number; most: number; counter: number }
  deadlocks: number
  /** What was still under way when patience was at its end. */
  unrest: string[]
  health: Health
  /** Our API. */
  transcripts: Message[]
  fresh: Held
  /** Our sockets. */
  replicas: ReplicaState[]
}

/** Since when every channel is known to be told of what happens; undefined while one is not. */
export async function allSeenWellSince({ database }: World): Promise<Date | undefined> {
  const [row] = await ask<{ least: Date | null }>(
    database,
    `select case when bool_and(state = 'working') then min(seen_well_at) end as least
     from channels`,
  )
  return row?.least ?? undefined
}

export async function countBacklog({ database, clockMs }: World): Promise<number> {
  const [row] = await ask<{ count: string }>(database, backlogQuery(clockMs))
  return Number(row?.count)
}

export async function gatherEvidence(
  world: World,
  { traffic, forger }: { traffic: Traffic; forger: Forger },
): Promise<Omit<Evidence, 'unrest'>> {
  const { client, companies, database, replicas, clockMs } = world
  const fresh = await client.insist<Snapshot>('GET', '/api/v1/snapshot')
  const conversations = await ask<StoredConversation>(database, conversationsQuery(clockMs))
  const transcripts: Message[] = []
  for (const { id } of conversations) transcripts.push(...(await readTranscript(world, id)))
  const [feed] = await ask<Record<string, string>>(
    database,
    `select count(*), min(number) as least, max(number) as most,
       (select feed_number from account_counters) as counter from feed`,
  )
  const [statistics] = await ask<{ deadlocks: string }>(
    database,
    'select deadlocks from pg_stat_database where datname = current_database()',
  )
  return {
    written: traffic.written,
    forged: forger.statuses,
    accepted: traffic.accepted,
    brought: (await Promise.all(companies.map((each) => each.listBrought()))).flat(),
    taken: (await Promise.all(companies.map((each) => each.listTaken()))).flat(),
    exactPeople: new Set(
      companies.flatMap(({ platform, people }) => (platform.isExact ? people : [])),
    ),
    stored: await ask<StoredMessage>(database, messagesQuery),
    conversations,
    unknownAttempts: await ask<UnknownAttempt>(database, unknownQuery),
    doubtful: Number((await ask<{ count: string }>(database, doubtfulQuery))[0]?.count),
    putOff: await ask<PutOff>(database, putOffQuery),
    administered: await countAdministered(world, traffic),
    equalVersions: (await ask(database, equalVersionsQuery)).length,
    health: await lookAtHealth(world, (sql) => ask(database, sql)),
    feed: {
      count: Number(feed?.count),
      least: Number(feed?.least),
      most: Number(feed?.most),
      counter: Number(feed?.counter),
    },
    deadlocks: Number(statistics?.deadlocks),
    transcripts,
    fresh,
    replicas: replicas.map((replica) => ({
      number: replica.number,
      conversations: [...replica.conversations.values()],
      channels: [...replica.channels.values()],
      messages: [...replica.messages.values()],
      faults: replica.faults,
      connections: replica.connections,
    })),
  }
}

/** Each change of settings leaves one entry, and one version more. */
async function countAdministered({ database }: World, { administered }: Traffic) {
  const [row] = await ask<{ version: string; entries: string }>(
    database,
    `select t.version, (select count(*) from audit a where a.subject_id = t.id
       and a.version > ${administered.from}) as entries
     from teams t where t.id = '${administered.teamId}'`,
  )
  return {
    changes: Number(row?.version) - administered.from,
    entries: Number(row?.entries),
  }
}

async function readTranscript({ client }: World, conversationId: string): Promise<Message[]> {
  const messages: Message[] = []
  for (;;) {
    const before = messages[0] ? `&beforeSeq=${messages[0].seq}` : ''
    const path = `/api/v1/conversations/${conversationId}/messages?limit=200${before}`
    const page = await client.insist<MessagePage>('GET', path)
    messages.unshift(...page.messages)
    if (!page.hasMore) return messages
  }
}

async function ask<Row extends object>(database: World['database'], sql: string): Promise<Row[]> {
  const connection = new pg.Client(database())
  await connection.connect()
  try {
    return (await connection.query<Row>(sql)).rows
  } finally {
    await connection.end()
  }
}
