import assert from 'node:assert/strict'
import type { Channel, ChannelDetails } from '@otklik/protocol'

import { until } from '../kit/index.ts'
import type { Centre } from './centre.ts'

/** What a phone shows of one message of ours; each stand-in has more of it. */
interface Shown {
  id: string | number
  from: string
  text?: string
  content?: { text?: string }
}

interface Platform {
  id: string
  kind: string
  companies: string
  person: object
  settings(company: Record<string, string>): object
  /** How its messenger names the n-th of the buttons that stand below each other. */
  press(messageId: Shown['id'], place: number): object
}

const byRow = (messageId: Shown['id'], row: number) => ({ messageId, row, column: 0 })
const byToken = ({ token }: Record<string, string>) => ({ token })
const somebody = { firstName: 'Марина', lastName: 'Орлова' }

/** Edna stands for WhatsApp: to people, both of its providers are the same messenger. */
const platforms: Platform[] = [
  {
    id: 'telegram',
    kind: 'telegram',
    companies: 'bots',
    person: somebody,
    settings: byToken,
    press: byRow,
  },
  {
    id: 'vk',
    kind: 'vk',
    companies: 'communities',
    person: somebody,
    settings: byToken,
    press: byRow,
  },
  {
    id: 'viber',
    kind: 'viber',
    companies: 'bots',
    person: somebody,
    settings: byToken,
    press: byRow,
  },
  { id: 'max', kind: 'max', companies: 'bots', person: somebody, settings: byToken, press: byRow },
  {
    id: 'edna',
    kind: 'whatsapp',
    companies: 'subjects',
    person: { name: 'Марина Орлова', phone: '79160000077' },
    settings: ({ subject, token }) => ({ provider: 'edna', subject, token }),
    press: (messageId, index) => ({ messageId, index }),
  },
]

/** Somebody with one messenger in their hand, and a channel of ours behind it. */
export interface Phone {
  platform: string
  channelId: string
  writes(text: string): Promise<unknown>
  /** The n-th button of our last message that has some. */
  presses(place: number): Promise<unknown>
  /** Waits for a text of ours. */
  hears(text: string): Promise<unknown>
  hasHeard(): Promise<string[]>
}

/** A channel on each of the five platforms, and a person on each of them. */
export async function openPhones(centre: Centre): Promise<Phone[]> {
  await centre.client.ask('PUT', '/api/v1/modules/whatsapp', { isOn: true })
  return Promise.all(platforms.map((platform) => openPhone(centre, platform)))
}

async function openPhone(centre: Centre, platform: Platform): Promise<Phone> {
  const { id, kind, companies } = platform
  const control = async <Answer>(path: string, body?: object): Promise<Answer> => {
    const answer = await fetch(`${centre.emulator.url}/${id}/_control/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    assert.ok(answer.ok, `${id} ${path}: ${answer.status} ${text}`)
    return (text ? JSON.parse(text) : undefined) as Answer
  }
  const company = await control<Record<string, string>>(companies, {
    name: 'Верба Мебель',
    username: 'verba_mebel_bot',
  })
  const person = await control<{ id: string }>('people', platform.person)
  const channelId = await connect(centre, { kind, settings: platform.settings(company) })
  const does = (action: string, body: object) =>
    control(`${companies}/${company.id}/people/${person.id}/${action}`, body)
  const ours = async () => {
    const path = `${companies}/${company.id}/chats/${person.id}`
    const { messages } = await control<{ messages: Shown[] }>(path)
    return messages.filter(({ from }) => from !== 'person')
  }
  const hasHeard = async () =>
    (await ours()).map(({ text, content }) => text ?? content?.text ?? '')
  return {
    platform: id,
    channelId,
    hasHeard,
    writes: (text) => does('text', { text }),
    async presses(place) {
      const asked = await until(async () => (await ours()).findLast(hasButtons), {
        what: `buttons on the phone of ${id}`,
        withinMs: 30_000,
      })
      return does('press', platform.press(asked.id, place))
    },
    hears: (text) =>
      until(async () => (await hasHeard()).some((heard) => heard.includes(text)), {
        what: `«${text}» on the phone of ${id}`,
        withinMs: 30_000,
      }),
  }
}

/** Whatever its stand-in calls them. */
const hasButtons = (message: object): boolean =>
  /"(buttons|keyboard|inlineKeyboard|inline_keyboard|reply_markup|actions|rows)":/.test(
    JSON.stringify(message),
  )

async function connect(centre: Centre, body: object): Promise<string> {
  const { client } = centre
  const { id, findings } = await client.ask<ChannelDetails>('POST', '/api/v1/channels', body)
  for (const { code, severity } of findings) {
    if (severity !== 'blocks') continue
    await client.ask('POST', `/api/v1/channels/${id}/findings/${code}/mending`)
  }
  const isWorking = async () => {
    const channels = await client.ask<Channel[]>('GET', '/api/v1/channels')
    return channels.find((channel) => channel.id === id)?.state === 'working'
  }
  await until(isWorking, { what: 'the channel works', withinMs: 60_000 })
  return id
}
