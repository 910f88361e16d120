/**
 * What the harness has to know of each platform: how a company is made there, and how a channel
 * is connected to it. All the rest the stand-ins have in common.
 */
export interface Platform {
  /** Where its stand-in answers, below that of all of them. */
  id: string
  /** The kind of channel that leads there. */
  kind: string
  /** What those whom people write to are called in addresses. */
  companies: string
  /** The call that sends, as faults name it. */
  sendingCall: string
  /** Knows our key, and sends once what it is asked for twice. */
  isExact: boolean
  /** What its ledger calls the update which says that a message of ours was read. */
  readIsTold?: string
  /** Can be asked for what its webhooks did not bring. */
  hasHistory: boolean
  /** Limits are another matter: they would only slow the run. */
  changes?: Record<string, unknown>
  person(count: number): Record<string, unknown>
  settings(company: Record<string, string>): Record<string, string | undefined>
}

const telegram: Platform = {
  id: 'telegram',
  kind: 'telegram',
  companies: 'bots',
  sendingCall: 'sendMessage',
  isExact: false,
  hasHistory: false,
  person: (count) => ({ firstName: `Клиент ${count}`, hasPhone: false }),
  settings: ({ token }) => ({ token }),
}

const vk: Platform = {
  ...telegram,
  id: 'vk',
  kind: 'vk',
  companies: 'communities',
  sendingCall: 'messages.send',
  isExact: true,
  hasHistory: true,
  changes: { limitsRate: false },
}

const viber: Platform = {
  ...telegram,
  id: 'viber',
  kind: 'viber',
  sendingCall: 'send_message',
  changes: { limitsRate: false },
}

const max: Platform = {
  ...telegram,
  id: 'max',
  kind: 'max',
  sendingCall: 'POST /messages',
  hasHistory: true,
}

/** Read at once: what comes of a message is told three times over. */
const whatsAppPerson = (prefix: number) => (count: number) => ({
  name: `Клиент ${count}`,
  phone: String(prefix + count),
  hasPhone: false,
})

const edna: Platform = {
  id: 'edna',
  kind: 'whatsapp',
  companies: 'subjects',
  sendingCall: 'messages',
  isExact: true,
  readIsTold: 'status READ',
  hasHistory: false,
  // Left alone it cancels the same words said twice: a key that was forgotten would not show.
  changes: { takesRepeats: true },
  person: whatsAppPerson(79_161_000_000),
  settings: ({ subject, token }) => ({ provider: 'edna', subject, token }),
}

const cloud: Platform = {
  id: 'whatsapp',
  kind: 'whatsapp',
  companies: 'numbers',
  sendingCall: 'messages',
  isExact: false,
  readIsTold: 'statuses read',
  hasHistory: false,
  person: whatsAppPerson(79_162_000_000),
  settings: ({ id, account, app, appSecret, token }) => ({
    provider: 'cloud',
    phoneNumberId: id,
    accountId: account,
    appId: app,
    appSecret,
    token,
  }),
}

/** WhatsApp twice: two companies lead there, each by a way of its own. */
export const platforms = { telegram, vk, viber, max, edna, cloud }
export type PlatformName = keyof typeof platforms
