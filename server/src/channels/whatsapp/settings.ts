import { z } from 'zod'

import type { SettingsField } from '../contract.ts'
import { optionalText } from '../kit/optional-text.ts'
import { apiUrlSetting, proxyUrlSetting } from '../kit/place-settings.ts'

/** Meta's ids are digits, and longer than a number holds exactly. */
const graphId = z
  .string()
  .trim()
  .regex(/^\d{5,25}$/)

const shared = {
  token: z
    .string()
    .trim()
    .regex(/^\S{8,1000}$/),
  /**
   * Made by us with the channel and never shown: what proves that somebody calls whom we told where
   * to. Without one nobody is let in.
   */
  webhookSecret: optionalText(z.string().regex(/^[A-Za-z0-9_-]{16,256}$/)),
  apiUrl: apiUrlSetting,
  proxyUrl: proxyUrlSetting,
}

const edna = z.object({
  provider: z.literal('edna'),
  /** The name of the sender at edna, or its number there. */
  subject: z
    .string()
    .trim()
    .regex(/^\S{1,100}$/),
  /** Set in edna's account by hand, if at all: then calls without it are refused. */
  webhookKey: optionalText(z.string().max(500)),
  ...shared,
})
export type EdnaSettings = z.output<typeof edna>

const cloud = z.object({
  provider: z.literal('cloud'),
  phoneNumberId: graphId,
  accountId: graphId,
  appId: graphId,
  appSecret: z
    .string()
    .trim()
    .regex(/^[0-9a-f]{32}$/i)
    // The key of the signatures is the text itself, and Meta writes it in lower case.
    .transform((secret) => secret.toLowerCase()),
  ...shared,
})
export type CloudSettings = z.output<typeof cloud>

export const settings = z.discriminatedUnion('provider', [edna, cloud])
export type Settings = EdnaSettings | CloudSettings

const throughEdna = { field: 'provider', value: 'edna' }
const throughCloud = { field: 'provider', value: 'cloud' }
const open = { isSecret: false, isRequired: true, isAdvanced: false }

export const fields = [
  { ...open, name: 'provider', choices: ['edna', 'cloud'] },
  { ...open, name: 'subject', onlyIf: throughEdna },
  { ...open, name: 'phoneNumberId', onlyIf: throughCloud },
  { ...open, name: 'accountId', onlyIf: throughCloud },
  { ...open, name: 'appId', onlyIf: throughCloud },
  { ...open, name: 'token', isSecret: true },
  { ...open, name: 'appSecret', isSecret: true, onlyIf: throughCloud },
  { ...open, name: 'phone', isRequired: false, fromIdentity: 'phone' },
  {
    ...{ name: 'webhookKey', isSecret: true, isRequired: false, isAdvanced: true },
    onlyIf: throughEdna,
  },
  { name: 'apiUrl', isSecret: false, isRequired: false, isAdvanced: true },
  { name: 'proxyUrl', isSecret: true, isRequired: false, isAdvanced: true },
] as const satisfies SettingsField[]
