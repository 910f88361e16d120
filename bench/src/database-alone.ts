import { randomUUID } from 'node:crypto'
import pg from 'pg'

/** As many as `conversations/advance.ts` puts into a group, and as many groups as it has under way. */
const GROUP_SIZE = 64
const GROUPS_IN_FLIGHT = 2

interface Template {
  account_id: string
  id: string
  channel_id: string
  thread: string
  address: string
  state: object
  conversation: Record<string, unknown>
  message: Record<string, unknown>
}

/** The conversations that are there, with the last events of their feed as patterns of new ones. */
const templateQuery = `
  select c.account_id, c.id, c.channel_id, c.thread, c.address, c.state,
    (select payload from feed f where f.account_id = c.account_id and f.conversation_id = c.id
       and f.kind = 'conversation' order by number desc limit 1) as conversation,
    (select payload from feed f where f.account_id = c.account_id and f.conversation_id = c.id
       and f.kind = 'message' order by number desc limit 1) as message
  from conversations c where status <> 'closed' order by id limit $1`

interface Loaded {
  k: number
  data: { conversation: { version: number; contactId: string; kind: string } }
}

/**
 * What the database does by itself: the same functions, over the same conversations, with members of
 * the same size in the same groups, and nobody deciding anything between `load` and `apply`.
 * Returns the messages per second.
 */
export async function measureDatabaseAlone(
  connection: pg.ClientConfig,
  forMs: number,
): Promise<number> {
  const clients = Array.from({ length: GROUPS_IN_FLIGHT }, () => new pg.Client(connection))
  for (const client of clients) await client.connect()
  try {
    const limit = GROUP_SIZE * GROUPS_IN_FLIGHT * 4
    const { rows: templates } = await clients[0]!.query<Template>(templateQuery, [limit])
    const startedAt = performance.now()
    const until = startedAt + forMs
    const counts = await Promise.all(
      clients.map(async (client, lane) => {
        // Two groups never hold the same conversation.
        const mine = templates.filter((_, k) => k % GROUPS_IN_FLIGHT === lane)
        let count = 0
        for (let at = 0; performance.now() < until; at = (at + GROUP_SIZE) % mine.length) {
          const group = mine.slice(at, at + GROUP_SIZE)
          await writeGroup(client, group)
          count += group.length
        }
        return count
      }),
    )
    const total = counts.reduce((sum, count) => sum + count, 0)
    return total / ((performance.now() - startedAt) / 1000)
  } finally {
    for (const client of clients) await client.end()
  }
}

async function writeGroup(client: pg.Client, group: Template[]): Promise<void> {
  const externalIds = group.map(() => randomUUID())
  const [account] = group.map(({ account_id }) => account_id)
  const keys = group.map(({ channel_id, thread, address }, k) => {
    return { k, channelId: channel_id, thread, address, externalIds: [externalIds[k]] }
  })
  const { rows } = await client.query<Loaded>('select k, data from load_conversations($1, $2)', [
    account,
    JSON.stringify(keys),
  ])
  const members = rows.map(({ k, data }) =>
    memberOf(group[k]!, { k, externalId: externalIds[k]!, ...data.conversation }),
  )
  const { rows: applied } = await client.query<{ stale: number[] }>(
    `select apply_writes($1, $2, now()) -> 'stale' as stale`,
    [account, JSON.stringify(members)],
  )
  if (applied[0]?.stale.length) throw new Error('somebody else writes to this database')
}

function memberOf(
  template: Template,
  now: { k: number; externalId: string; version: number; contactId: string; kind: string },
) {
  const { id, channel_id: channelId, thread, address, state, conversation, message } = template
  const { k, externalId, contactId, kind } = now
  const version = now.version + 1
  const messageId = randomUUID()
  const at = new Date().toISOString()
  const content = {}
  return {
    k,
    conversation: {
      ...{ id, isNew: false, version: now.version, channelId, thread, address, contactId, kind },
      ...{ state, stateVersion: 1, status: 'queued', operatorId: null, wakeAt: null },
      ...{ concerns: [], isVip: false, openedAt: at, lastActivityAt: at, closedAt: null },
    },
    messages: [
      {
        ...{ id: messageId, conversationId: id, version: 1, seq: 1_000_000 + version },
        ...{ kind: 'message', authorType: 'contact', authorId: null, authorName: 'Клиент' },
        ...{ text: message.text, content, status: null, failure: null, delivery: null, at },
        ...{ editedAt: null, deletedAt: null, clientId: null },
      },
    ],
    externals: [{ channelId, externalId, messageId, position: 0 }],
    ...{ changes: [], files: [], attached: [], parts: [], sendAgain: [], withdraw: [] },
    ...{ settled: [], tasks: [], wakeUps: [] },
    events: [
      { kind: 'message', conversationId: id, version: 1, payload: { ...message, id: messageId } },
      { kind: 'conversation', conversationId: id, version, payload: { ...conversation, version } },
    ],
  }
}
