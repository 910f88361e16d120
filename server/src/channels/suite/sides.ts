import type { Emulators } from './emulators.ts'

export type Control = <Answer = unknown>(
  path: string,
  body?: object,
  method?: 'PATCH' | 'DELETE',
) => Promise<Answer>

/** One platform as a test of the whole product meets it: what differs before somebody writes. */
export interface Side {
  kind: string
  /** What its emulator is called. */
  emulator: string
  /** What the emulator calls those whom people write to, in its addresses. */
  companies: string
  /** Whether it comes to us alone: then the server has to have an address. */
  isCalling: boolean
  /** Somebody to write to, and what a channel is connected with. */
  open(control: Control): Promise<{ id: string; settings: Record<string, string> }>
  /** Of somebody with a phone. */
  person(name: string, count: number): object
}

const name = 'Верба Мебель'

interface Bot {
  id: number | string
  token: string
}
const byToken: Side['open'] = async (control) => {
  const { id, token } = await control<Bot>('bots', { name, username: 'verba_test_bot' })
  return { id: String(id), settings: { token } }
}
const firstName: Side['person'] = (name) => ({ firstName: name })
const withPhone: Side['person'] = (name, count) => ({ name, phone: String(79_160_000_000 + count) })

/** All there are; two providers lead to one platform. */
export const sides = {
  telegram: {
    ...{ kind: 'telegram', emulator: 'telegram', companies: 'bots', isCalling: false },
    open: byToken,
    person: firstName,
  },
  max: {
    ...{ kind: 'max', emulator: 'max', companies: 'bots', isCalling: false },
    open: byToken,
    person: firstName,
  },
  viber: {
    ...{ kind: 'viber', emulator: 'viber', companies: 'bots', isCalling: true },
    open: byToken,
    person: firstName,
  },
  vk: {
    ...{ kind: 'vk', emulator: 'vk', companies: 'communities', isCalling: false },
    async open(control) {
      const { id, token } = await control<Bot>('communities', { name, screenName: 'verba' })
      return { id: String(id), settings: { token } }
    },
    person: firstName,
  },
  whatsapp: {
    ...{ kind: 'whatsapp', emulator: 'whatsapp', companies: 'numbers', isCalling: true },
    async open(control) {
      type Number = Record<'id' | 'account' | 'app' | 'appSecret' | 'token', string>
      const number = await control<Number>('numbers', { name })
      const { id, account: accountId, app: appId, appSecret, token } = number
      const settings = { provider: 'cloud', phoneNumberId: id, accountId, appId, appSecret, token }
      return { id, settings }
    },
    person: withPhone,
  },
  edna: {
    ...{ kind: 'whatsapp', emulator: 'edna', companies: 'subjects', isCalling: true },
    async open(control) {
      const made = await control<{ id: number; subject: string; token: string }>('subjects', {
        name,
      })
      const { id, subject, token } = made
      return { id: String(id), settings: { provider: 'edna', subject, token } }
    },
    person: withPhone,
  },
} as const satisfies Record<string, Side>

export type SideName = keyof typeof sides

export const controlOf =
  (emulators: Emulators, { emulator }: Side): Control =>
  (...given) =>
    emulators.control(emulator, ...given)
