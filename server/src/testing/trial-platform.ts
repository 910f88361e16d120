import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'

import {
  type Capabilities,
  type ChannelKind,
  type Connection,
  catalogue,
  type Door,
  type Environment,
  ForgedWebhookError,
  type InboundEvent,
  type SettingsField,
} from '../channels/index.ts'
import { createTestApp, type Member, type TestApp, type TestAppOptions } from './app.ts'
import { until } from './until.ts'

/** A platform that exists in one test and does what that test says: for what no real one does yet. */
export interface TrialPlatform {
  capabilities?: Partial<Capabilities>
  fields?: SettingsField[]
  fieldWords?: ChannelKind['words']['ru']['fields']
  connection?(environment: Environment, settings: Record<string, unknown>): Partial<Connection>
  door?: Partial<Door>
  signIn?: ChannelKind['signIn']
  module?: ChannelKind['module']
  providers?: ChannelKind['providers']
  checkTemplate?: ChannelKind['checkTemplate']
}

export const TRIAL = 'trial'

const token: SettingsField = { name: 'token', isSecret: true, isRequired: true, isAdvanced: false }

/** Puts the platform into the catalogue of this process. */
export function addTrialPlatform(trial: TrialPlatform = {}): void {
  const words = {
    title: 'Trial',
    identityLabel: 'Имя',
    steps: [],
    refusals: { notFound: 'нет', alreadyConnected: 'есть', otherAccount: 'другой' },
    fields: { token: { label: 'Ключ' }, ...trial.fieldWords },
  }
  const kind: ChannelKind = {
    id: TRIAL,
    glyph: '',
    words: { ru: words, en: words },
    settings: z.looseObject({ token: z.string() }),
    fields: [token, ...(trial.fields ?? [])],
    officialHosts: ['trial.example'],
    defaultApiUrl: 'https://trial.example',
    ...(trial.signIn && { signIn: trial.signIn }),
    ...(trial.module && { module: trial.module }),
    ...(trial.providers && { providers: trial.providers }),
    ...(trial.checkTemplate && { checkTemplate: trial.checkTemplate }),
    capabilities: {
      maxTextLength: 4000,
      maxCaptionLength: 1000,
      buttons: { inline: [{ as: 'lines' }], keyboard: [{ as: 'lines' }] },
      files: { document: { maxBytes: 1_000_000 } },
      filesBy: 'upload',
      maxFetchBytes: 1_000_000,
      maxAlbum: 1,
      receipts: ['delivered', 'read'],
      canEdit: false,
      canDelete: false,
      canReply: false,
      canShowTyping: false,
      sendsOnce: 'none',
      callTimeoutMs: { text: 1000, file: 1000 },
      ...trial.capabilities,
    },
    door: {
      maxBodyBytes: 100_000,
      authenticate(request, settings) {
        if (request.headers['x-trial'] !== settings.webhookSecret) throw new ForgedWebhookError()
      },
      ...trial.door,
    },
    connect: (settings, environment) => ({
      identify: async () => ({ externalId: String(settings.token), name: 'Верба' }),
      translate: (body) => readEvents(body),
      render: ({ text, files }) => [
        {
          kind: 'message',
          method: 'send',
          payload: { text },
          fileIds: files.map(({ id }) => id),
        },
      ],
      send: async (part) => ({ ids: [`sent-${part.key}` as never] }),
      ...trial.connection?.(environment, settings),
    }),
  }
  ;(catalogue as Map<string, ChannelKind>).set(TRIAL, kind)
}

/** Update bodies are the events themselves. */
function readEvents(body: Buffer): InboundEvent[] {
  const moments = new Set(['at', 'upTo'])
  return JSON.parse(body.toString(), (name, value) =>
    moments.has(name) && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value) : value,
  ).events
}

export interface TrialCentre extends TestApp {
  owner: Member
  channelId: string
  /** The platform tells us something. */
  tell(...events: object[]): Promise<number>
  /** Somebody writes; their conversation is taken by the owner. */
  conversationWith(name: string): Promise<string>
  write(conversationId: string, text: string, more?: object): Promise<{ id: string }>
  messagesOf(conversationId: string): Promise<{ id: string; text: string; status?: string }[]>
  moveOn(ms: number): void
}

/** A company whose one channel is the trial platform, which must have been added before. */
export async function createTrialCentre(
  environment: Record<string, string> = { PUBLIC_URL: 'https://otklik.example' },
  { token = 'one', ...options }: Pick<TestAppOptions, 'limits' | 'onLog'> & { token?: string } = {},
): Promise<TrialCentre> {
  const world = await createTestApp({ works: true, environment, ...options })
  const owner = await world.signUp('owner')
  const origin = environment.PUBLIC_URL
  const connected = await owner.browser.send('POST', '/api/v1/channels', {
    kind: TRIAL,
    settings: { token },
  })
  if (connected.statusCode !== 201) throw new Error(`${origin}: ${connected.body}`)
  const channelId = connected.json<{ id: string }>().id
  return { ...world, owner, channelId, ...talking(world, owner, channelId) }
}

/** What a company says and hears by its trial platform. */
export function talking(world: TestApp, owner: Member, channelId: string) {
  let count = 0
  const moveOn = (ms: number) => {
    world.clock.advance(ms)
    world.hints.send('lanes', owner.accountId)
  }
  const tell = async (...events: object[]) => {
    const { connecting } = world.server
    const { settings } = await connecting.channels.get(owner.accountId, channelId)
    const { rows } = await world.database.query<{ key: string }>(
      'select key from webhook_keys where channel_id = $1',
      [channelId],
    )
    const { statusCode } = await world.app.inject({
      method: 'POST',
      url: `/webhooks/${rows[0]!.key}`,
      headers: { 'x-trial': settings.webhookSecret ?? '', 'content-type': 'application/json' },
      payload: JSON.stringify({ events }),
    })
    return statusCode
  }
  return {
    moveOn,
    tell,
    async conversationWith(name: string) {
      await tell(trialMessage(name, `${name}-${++count}`, 'здравствуйте'))
      const id = await until(async () => {
        const { rows } = await world.database.query<{ id: string }>(
          `select id from conversations where channel_id = $1 and thread = $2 and status <> 'closed'`,
          [channelId, name],
        )
        return rows[0]?.id
      }, `a conversation with ${name}`)
      await owner.browser.send('POST', `/api/v1/conversations/${id}/assignment`)
      return id
    },
    async write(conversationId: string, text: string, more: object = {}) {
      const answer = await owner.browser.send(
        'POST',
        `/api/v1/conversations/${conversationId}/messages`,
        { clientId: `client-${++count}-${conversationId}`, kind: 'message', text, ...more },
      )
      if (answer.statusCode !== 201) throw new Error(answer.body)
      await delay(0)
      return answer.json().message ?? answer.json()
    },
    messagesOf: async (conversationId: string) =>
      (await owner.browser.get(`/api/v1/conversations/${conversationId}/messages`)).json().messages,
  }
}

/** Somebody's message, as the trial platform says it. */
export function trialMessage(from: string, id: string, text: string): object {
  return {
    type: 'message',
    id,
    thread: { id: from },
    from: { address: from, name: from },
    at: new Date().toISOString(),
    content: { text, files: [] },
  }
}
