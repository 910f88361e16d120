import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Channel, ChannelFinding, Conversation, Message, Snapshot } from '@otklik/protocol'
import type { Template } from '@otklik/protocol/settings'

import { startEmulators } from '../channels/suite/emulators.ts'
import {
  type Control,
  controlOf,
  type Side,
  type SideName,
  sides,
} from '../channels/suite/sides.ts'
import { createLimits } from '../http/index.ts'
import { createTestApp, type Member, type TestApp } from './app.ts'
import { atEnd } from './at-end.ts'
import { until } from './until.ts'

/** What somebody's phone shows, on whichever platform. */
export interface Shown {
  id: string
  from: 'person' | 'bot'
  text: string
  buttons?: unknown
  /** It has not come: the phone is off, or the messenger refused it after all. */
  isUnseen?: boolean
}

export interface Someone {
  id: string
  name: string
  does<Answer = { messageId: string | number }>(action: string, body?: object): Promise<Answer>
  chat(): Promise<Shown[]>
  /** What we said to them. */
  heard(): Promise<string[]>
}

/** A whole server with a company and one channel of any platform, whose people write to it. */
export interface AnyCentre extends TestApp {
  owner: Member
  channel: Channel
  /** The company's side of the emulator, as `faults`. */
  control: Control
  /** The emulator itself, as `people`. */
  emulator: Control
  person(name: string, more?: object): Promise<Someone>
  conversations(): Promise<Conversation[]>
  conversationOf(name: string): Promise<Conversation>
  transcript(id: string, isThere: (messages: Message[]) => boolean): Promise<Message[]>
  write(id: string, text: string, more?: object): Promise<Message>
  /** A template that the platform has approved; gives its id here. */
  approved(template: { name: string; body: string; samples?: object }): Promise<string>
  /** Lets time pass for whatever waits for it. */
  moveOn(ms: number): void
}

export async function createAnyCentre(name: SideName): Promise<AnyCentre> {
  const side: Side = sides[name]
  const emulators = await startEmulators()
  atEnd(async () => emulators[Symbol.asyncDispose]())
  const port = await freePort()
  const world = await createTestApp({
    works: true,
    limits: createLimits({ api: { points: 1_000_000, duration: 60 } }),
    environment: {
      ALLOW_LOOPBACK_PLATFORMS: '1',
      [`${side.emulator.toUpperCase()}_API_URL`]: `${emulators.url}/${side.emulator}`,
      ...(side.isCalling && { PUBLIC_URL: `http://127.0.0.1:${port}` }),
    },
  })
  if (side.isCalling) await world.app.listen({ port, host: '127.0.0.1' })
  const owner = await world.signUp('owner')
  const emulator = controlOf(emulators, side)
  const { id: companyId, settings } = await side.open(emulator)
  await owner.browser.send('PUT', '/api/v1/modules/whatsapp', { isOn: true })
  const { browser } = owner
  const body = { kind: side.kind, settings }
  const connected = await browser.send('POST', '/api/v1/channels', body)
  if (connected.statusCode !== 201) throw new Error(`not connected: ${connected.body}`)
  const { id: channelId } = connected.json<Channel>()
  // What stands in the way there is put right by a click, as an administrator would.
  const findings = `/api/v1/channels/${channelId}/findings`
  for (const { code, mending } of (await browser.get(findings)).json<ChannelFinding[]>()) {
    if (mending) await browser.send('POST', `${findings}/${code}/mending`)
  }
  const company = `${side.companies}/${companyId}`
  const snapshot = async () => (await browser.get('/api/v1/snapshot')).json<Snapshot>()
  const messagesOf = async (id: string): Promise<Message[]> =>
    (await browser.get(`/api/v1/conversations/${id}/messages`)).json().messages
  let count = 0
  return {
    ...world,
    owner,
    channel: connected.json(),
    emulator,
    control: (path, ...given) => emulator(`${company}/${path}`, ...given),
    async person(name, more = {}) {
      const made = { ...side.person(name, ++count), ...more }
      const { id } = await emulator<{ id: string | number }>('people', made)
      const chat = async () => {
        const { messages } = await emulator<{ messages: Raw[] }>(`${company}/chats/${id}`)
        return messages.map(toShown)
      }
      return {
        id: String(id),
        name,
        chat,
        does: (action, given = {}) => emulator(`${company}/people/${id}/${action}`, given),
        heard: async () =>
          (await chat()).flatMap(({ from, text, isUnseen }) =>
            from === 'bot' && !isUnseen ? [text] : [],
          ),
      }
    },
    conversations: async () => (await snapshot()).conversations,
    conversationOf: (name) =>
      until(
        async () => (await snapshot()).conversations.find(({ contact }) => contact.name === name),
        `a conversation with ${name}`,
      ),
    transcript: (id, isThere) =>
      until(async () => {
        const messages = await messagesOf(id)
        return isThere(messages) && messages
      }, 'the transcript'),
    async write(id, text, more = {}) {
      const answer = await browser.send('POST', `/api/v1/conversations/${id}/messages`, {
        ...{ clientId: `client-${++count}-${id}`, kind: 'message', text, ...more },
      })
      if (answer.statusCode !== 201) throw new Error(answer.body)
      return answer.json()
    },
    async approved({ name, body, samples = {} }) {
      const path = `/api/v1/channels/${channelId}/templates`
      const draft = { name, language: 'ru', category: 'utility' }
      const made = await browser.send('POST', path, {
        ...draft,
        content: { body, buttons: [], samples },
      })
      const { id } = made.json<Template>()
      await browser.send('POST', `/api/v1/templates/${id}/submission`)
      const there = await emulator<{ id: string; name: string }[]>('templates')
      const { id: theirs } = there.find((each) => each.name === name)!
      await emulator(`templates/${theirs}/approve`, {})
      await until(async () => {
        const templates = (await browser.get(path)).json<Template[]>()
        return templates.some((each) => each.id === id && each.state === 'approved')
      }, `${name} to be approved`)
      return id
    },
    moveOn(ms) {
      world.clock.advance(ms)
      for (const hint of ['deadlines', 'lanes'] as const) world.hints.send(hint, owner.accountId)
    },
  }
}

/** Platforms draw their phones from different things; what is said stands in one of two places. */
interface Raw {
  id: string | number
  from: 'person' | 'bot'
  text?: string
  isUnseen?: boolean
  buttons?: unknown
  content?: { text?: string; buttons?: unknown; list?: unknown }
}

function toShown({ id, from, text, isUnseen = false, buttons, content }: Raw): Shown {
  const shown = buttons ?? content?.buttons ?? content?.list
  return {
    ...{ id: String(id), from, text: text ?? content?.text ?? '', isUnseen },
    ...(shown !== undefined && { buttons: shown }),
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}
