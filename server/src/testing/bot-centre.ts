import type { Conversation, Message, Team } from '@otklik/protocol'
import type { Bot, BotEvent, ChannelRules } from '@otklik/protocol/settings'

import type { TestProgram } from './program.ts'
import { createTrialCentre, type TrialCentre, trialMessage } from './trial-platform.ts'
import { until } from './until.ts'

/** A company whose one channel, on the trial platform, is received by a program that is a bot. */
export interface BotCentre extends TrialCentre {
  bot: Bot
  teamId: string
  /** Opens what the program may do through the API. */
  key: string
  /** Signs what it is asked. */
  secret: string
  /** Whoever has that name writes; the conversation that they are in then. */
  writes(name: string, text?: string): Promise<Conversation>
  /** The latest conversation of that name, once it is as described. */
  conversationOf(name: string, isSo?: (found: Conversation) => boolean): Promise<Conversation>
  /** Texts and codes of lines, once all of `wanted` are there. */
  transcript(id: string, ...wanted: string[]): Promise<string[]>
  messages(id: string): Promise<Message[]>
  botNow(): Promise<Bot>
  history(): Promise<BotEvent[]>
  /** Switched off and on: it begins with a clean slate. */
  renew(): Promise<void>
  /** Until no bot owes an answer: whoever lets time pass before takes it from that bot. */
  answered(): Promise<void>
  /** Lets time pass for whatever waits for it. */
  pass(ms: number): void
  /** A program's request, with its own key unless another is given. */
  calls(method: 'GET' | 'POST', path: string, body?: object, key?: string): Promise<Called>
}

export interface Called {
  statusCode: number
  body: string
  json(): never
}

/** The trial platform must have been added before. */
export async function createBotCentre(program: Pick<TestProgram, 'url'>): Promise<BotCentre> {
  const centre = await createTrialCentre({
    PUBLIC_URL: 'https://otklik.example',
    ALLOWED_BOT_HOSTS: '127.0.0.1',
  })
  const { browser, accountId } = centre.owner
  const get = async <Answer>(path: string) => (await browser.get(path)).json<Answer>()
  const send = async <Answer>(method: 'POST' | 'PUT' | 'PATCH', path: string, body?: object) => {
    const answer = await browser.send(method, path, body && { ...body })
    if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.body}`)
    return answer.body ? answer.json<Answer>() : (undefined as Answer)
  }
  await send('PUT', '/api/v1/modules/bots', { isOn: true })
  const made = { kind: 'webhook', name: 'Верба', url: program.url }
  const bot = await send<Bot>('POST', '/api/v1/bots', made)
  const botPath = `/api/v1/bots/${bot.id}`
  const [team] = await get<Team[]>('/api/v1/teams')
  const teamId = team!.id
  const rulesPath = `/api/v1/channels/${centre.channelId}/rules`
  const { version } = await get<ChannelRules>(rulesPath)
  const receiver = { kind: 'bot', id: bot.id, backup: { kind: 'team', id: teamId } }
  await send('PATCH', rulesPath, { version, receiver })
  const { key } = await send<{ key: string }>('POST', `${botPath}/key`)
  const { secret } = await send<{ secret: string }>('POST', `${botPath}/secret`)

  const messages = async (id: string) =>
    (await get<{ messages: Message[] }>(`/api/v1/conversations/${id}/messages`)).messages
  const conversationOf: BotCentre['conversationOf'] = (name, isSo = () => true) =>
    until(async () => {
      const { rows } = await centre.database.query<{ id: string }>(
        `select id from conversations where account_id = $1 and channel_id = $2 and thread = $3
         order by number desc limit 1`,
        [accountId, centre.channelId, name],
      )
      const found = rows[0] && (await get<Conversation>(`/api/v1/conversations/${rows[0].id}`))
      return found && isSo(found) ? found : undefined
    }, `a conversation with ${name}`)
  const botNow = async () => (await get<Bot[]>('/api/v1/bots')).find(({ id }) => id === bot.id)!
  let count = 0
  return {
    ...centre,
    bot,
    teamId,
    key,
    secret,
    messages,
    conversationOf,
    botNow,
    history: () => get(`${botPath}/history`),
    async writes(name, text = 'здравствуйте') {
      await centre.tell(trialMessage(name, `${name} ${++count}`, text))
      return conversationOf(name, ({ lastMessage }) => lastMessage !== undefined)
    },
    transcript: (id, ...wanted) =>
      until(async () => {
        const said = (await messages(id)).map(({ text, system }) => system?.code ?? text)
        return wanted.every((each) => said.includes(each)) ? said : undefined
      }, wanted.join(', ')),
    async renew() {
      for (const isEnabled of [false, true]) {
        const { version: of } = await botNow()
        await send('PATCH', botPath, { version: of, isEnabled })
      }
    },
    async answered() {
      await until(async () => {
        const { rows } = await centre.database.query(
          'select 1 from bot_turns where account_id = $1',
          [accountId],
        )
        return rows.length === 0
      }, 'the bots to have answered')
    },
    pass(ms) {
      centre.clock.advance(ms)
      for (const topic of ['deadlines', 'sweeps', 'bot-turns'] as const) {
        centre.hints.send(topic, accountId)
      }
    },
    calls: async (method, path, body, given = key) =>
      centre.app.inject({
        method,
        url: `/api/v1/bot/${path}`,
        headers: { authorization: `Bearer ${given}` },
        ...(body && { payload: body }),
      }),
  }
}
