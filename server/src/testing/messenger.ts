import type { Channel, Conversation, Message, Snapshot } from '@otklik/protocol'

import { type Emulators, startEmulators } from '../channels/suite/emulators.ts'
import { createLimits } from '../http/index.ts'
import { createTestApp, type Member, type TestApp, type TestAppOptions } from './app.ts'
import { atEnd } from './at-end.ts'
import { until } from './until.ts'

/** A whole server with a company, its people and one connected bot on the emulator. */
export interface TestCentre extends TestApp {
  emulators: Emulators
  owner: Member
  operator: Member
  channel: Channel
  bot: { id: number; token: string }
  /** Somebody with a phone. */
  person(firstName: string): Promise<Person>
  snapshot(member: Member): Promise<Snapshot>
  /** The open conversation with somebody, once there is one. */
  conversationOf(name: string): Promise<Conversation>
  messagesOf(conversationId: string): Promise<Message[]>
  /** Asks until the transcript fulfils something. */
  transcript(conversationId: string, isThere: (messages: Message[]) => boolean): Promise<Message[]>
}

export interface Person {
  id: number
  name: string
  does<Answer = { messageId: number }>(action: string, body?: object): Promise<Answer>
  /** The chat as their phone shows it. */
  chat(): Promise<PhoneMessage[]>
}

export interface PhoneMessage {
  id: number
  from: 'person' | 'bot'
  content: Record<string, unknown> & { text?: string }
  deletedAt?: number
}

export async function createTestCentre(
  platform: string,
  options: TestAppOptions & { signature?: 'none' | 'first-name' | 'company' } = {},
): Promise<TestCentre> {
  const emulators = await startEmulators()
  atEnd(async () => emulators[Symbol.asyncDispose]())
  const world = await createTestApp({
    works: true,
    // A test asks more often than people do.
    limits: createLimits({ api: { points: 1_000_000, duration: 60 } }),
    ...options,
    environment: {
      ALLOW_LOOPBACK_PLATFORMS: '1',
      [`${platform.toUpperCase()}_API_URL`]: `${emulators.url}/${platform}`,
      ...options.environment,
    },
  })
  const owner = await world.signUp('owner')
  const operator = await world.signUp('operator', { accountId: owner.accountId })
  const bot = await emulators.control<TestCentre['bot']>(platform, 'bots', {
    name: 'Верба Мебель',
    username: 'verba_test_bot',
  })
  const connected = await owner.browser.send('POST', '/api/v1/channels', {
    kind: platform,
    settings: { token: bot.token },
    signature: options.signature ?? 'none',
  })
  if (connected.statusCode !== 201) throw new Error(`not connected: ${connected.body}`)

  const snapshot = async ({ browser }: Member): Promise<Snapshot> =>
    (await browser.get('/api/v1/snapshot')).json()
  const messagesOf = async (conversationId: string): Promise<Message[]> => {
    const path = `/api/v1/conversations/${conversationId}/messages`
    return (await operator.browser.get(path)).json().messages
  }
  return {
    ...world,
    emulators,
    owner,
    operator,
    channel: connected.json(),
    bot,
    snapshot,
    messagesOf,
    async person(firstName) {
      const { id } = await emulators.control<{ id: number }>(platform, 'people', { firstName })
      return {
        id,
        name: firstName,
        does: (action, body = {}) =>
          emulators.control(platform, `bots/${bot.id}/people/${id}/${action}`, body),
        chat: async () =>
          (
            await emulators.control<{ messages: PhoneMessage[] }>(
              platform,
              `bots/${bot.id}/chats/${id}`,
            )
          ).messages,
      }
    },
    conversationOf: (name) =>
      until(async () => {
        const { conversations } = await snapshot(operator)
        return conversations.find(({ contact }) => contact.name === name)
      }, `a conversation with ${name}`),
    transcript: (conversationId, isThere) =>
      until(async () => {
        const messages = await messagesOf(conversationId)
        return isThere(messages) && messages
      }, 'the transcript'),
  }
}
