import { z } from 'zod'

import { keyExample } from './examples.ts'
import { id, moment } from './people.ts'
import { permission, scope } from './permissions.ts'

/** What a program can be allowed: people and the company itself stay with people. */
export const keyPermission = permission.exclude([
  'account.manage',
  'audit.read',
  'operators.invite',
  'operators.manage',
  'developers.manage',
])
export type KeyPermission = z.output<typeof keyPermission>

export const MOST_REQUESTS_PER_MINUTE = 6000

/** «Ключ API»: a program's way in. What opens is shown once, when it is made. */
export const apiKey = z.object({
  id,
  name: z.string(),
  /** How it begins: enough to tell which one a program has. */
  hint: z.string(),
  permissions: z.array(keyPermission),
  /** Which conversations it sees; never more than `operator` does. */
  scope,
  perMinute: z.int(),
  /** In whose name it acts. It ends with their access. */
  operator: z.object({ id, name: z.string() }),
  createdAt: moment,
  /** To the minute. */
  lastUsedAt: moment.optional(),
  expiresAt: moment.optional(),
  revokedAt: moment.optional(),
})
export type ApiKey = z.output<typeof apiKey>

export const apiKeyDirectory = z.object({
  /** The newest first; revoked ones stay, so that what they did can be understood. */
  keys: z.array(apiKey),
  /** What a key can be given, as far as the reader has it. */
  permissions: z.array(keyPermission),
})

export const createApiKeyRequest = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    permissions: z.array(keyPermission).min(1),
    scope: scope.default('all'),
    perMinute: z.int().min(1).max(MOST_REQUESTS_PER_MINUTE).default(600),
    /** Without it the key lasts until it is revoked. */
    expiresInDays: z.int().min(1).max(3650).optional(),
  })
  .meta({ examples: [keyExample] as never })
export type CreateApiKeyRequest = z.input<typeof createApiKeyRequest>

/** The one time that what opens is told. */
export const newApiKey = apiKey.extend({ key: z.string() })

/** What a program learns of its own key. */
export const keyFacts = z.object({
  name: z.string(),
  company: z.object({ id, name: z.string() }),
  operator: z.object({ id, name: z.string() }),
  /** As far as the operator has them now. */
  permissions: z.array(permission),
  scope,
  perMinute: z.int(),
  expiresAt: moment.optional(),
})
