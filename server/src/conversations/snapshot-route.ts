import { type Operator, type Snapshot, snapshot, type Team } from '@otklik/protocol'
import type { Trouble } from '@otklik/protocol/settings'
import type { Language } from '@otklik/words'
import { type ChannelRow, viewChannel } from '../connections/index.ts'
import type { Database } from '../database/index.ts'
import { type App, packAnswer, readersLanguage } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import { lastNumber } from '../realtime/index.ts'
import { listMentions } from './mentions.ts'
import { createOpenTexts, type OpenText } from './open-texts.ts'
import { listConversations } from './queries.ts'

interface Options {
  database: Database
  clock: Clock
  listOperators(accountId: string): Promise<Operator[]>
  listTeams(accountId: string): Promise<Team[]>
  viewKinds(language: Language): Snapshot['channelKinds']
  listTroubles(accountId: string): Promise<Trouble[]>
}

const comma = Buffer.from(',')
const end = Buffer.from(']}')

/** What is open is at hand as text; only the rest of it is written for each who asks. */
interface Answer extends Snapshot {
  open: readonly OpenText[]
}

/** The state that the socket continues: the number is read first, so nothing falls between them. */
export function snapshotRoute(app: App, options: Options): void {
  const { database, clock, listOperators, listTeams, listTroubles } = options
  const listOpenTexts = createOpenTexts(database)

  app.route({
    method: 'GET',
    url: '/api/v1/snapshot',
    config: { access: { permission: 'conversations.read' } },
    schema: { summary: 'The state that the socket continues', response: { 200: snapshot } },
    // Ten thousand conversations are made by us a line before: checking them anew takes seconds.
    // A serializer may return bytes as well, whatever its type says.
    serializerCompiler: () => write as unknown as () => string,
    onSend: packAnswer,
    handler: async (request): Promise<Answer> => {
      const { caller } = request
      const { accountId } = caller
      const number = await lastNumber(database, accountId)
      const [operators, teams, channels, open, troubles, mentions] = await Promise.all([
        listOperators(accountId),
        listTeams(accountId),
        database.query<ChannelRow>(
          'select * from channels where account_id = $1 order by created_at',
          [accountId],
        ),
        listOpenTexts(caller),
        caller.can('channels.manage') ? listTroubles(accountId) : [],
        listMentions(database, caller),
      ])
      const known = new Set(open.map(({ id }) => id))
      const missing = mentions.filter(({ conversationId }) => !known.has(conversationId))
      const closed = await listConversations(
        database,
        caller,
        missing.map(({ conversationId }) => conversationId),
      )
      return {
        number,
        viewId: caller.viewId,
        serverTime: clock.now().toISOString(),
        operators,
        teams,
        channels: channels.rows.map(viewChannel),
        channelKinds: options.viewKinds(readersLanguage(request)),
        troubles,
        conversations: closed,
        mentions,
        open,
      }
    },
  })
}

/** Never as one text, which takes many times the memory of its bytes. */
function write({ open, conversations, ...rest }: Answer): Buffer {
  const closed = conversations.map((each) => Buffer.from(JSON.stringify(each)))
  const all = [...open.map(({ text }) => text), ...closed]
  const start = Buffer.from(`${JSON.stringify(rest).slice(0, -1)},"conversations":[`)
  return Buffer.concat([start, ...all.flatMap((text, n) => (n > 0 ? [comma, text] : text)), end])
}
