import { id, permission } from '@otklik/protocol'
import {
  apiKeyDirectory,
  createApiKeyRequest,
  keyFacts,
  keyPermission,
  newApiKey,
} from '@otklik/protocol/settings'
import { z } from 'zod'

import type { Database } from '../database/index.ts'
import { type App, NotFoundError } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import { createKey, revokeKey } from './change-keys.ts'
import { getKey, listKeys } from './key-row.ts'

const tags = ['developers']
/** A key makes no keys: whoever took one must not be able to keep what they took. */
const managing = { access: { permission: 'developers.manage' }, byKey: false } as const

/** «Ключи API» of «Для разработчиков». */
export function apiKeyRoutes(
  app: App,
  { database, clock }: { database: Database; clock: Clock },
): void {
  app.route({
    method: 'GET',
    url: '/api/v1/api-keys',
    config: managing,
    schema: {
      tags,
      summary: 'Keys of programs, and what a key can be given',
      response: { 200: apiKeyDirectory },
    },
    handler: async ({ caller }) => ({
      keys: await listKeys(database, caller.accountId),
      permissions: keyPermission.options.filter((each) => caller.can(each)),
    }),
  })

  app.route({
    method: 'POST',
    url: '/api/v1/api-keys',
    config: managing,
    schema: {
      tags,
      summary: 'Make a key; what opens is told in this answer and never again',
      body: createApiKeyRequest,
      response: { 201: newApiKey },
    },
    handler: async ({ caller, body }, reply) => {
      const made = await database.transaction((client) =>
        createKey(client, { caller, now: clock.now() }, body),
      )
      return reply.code(201).send(made)
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/v1/api-keys/:id',
    config: managing,
    schema: {
      tags,
      summary: 'Revoke a key: it opens nothing from now on',
      params: z.strictObject({ id }),
      response: { 204: z.undefined() },
    },
    handler: async ({ caller, params }, reply) => {
      await database.transaction((client) =>
        revokeKey(client, { caller, now: clock.now() }, params.id),
      )
      return reply.code(204).send()
    },
  })

  app.route({
    method: 'GET',
    url: '/api/v1/key',
    config: { access: 'signed-in', byKey: true },
    schema: { tags, summary: 'What the key of this request may do', response: { 200: keyFacts } },
    handler: async ({ caller }) => {
      const { accountId, key, scope } = caller
      if (!key) throw new NotFoundError()
      const { name, operator, perMinute, expiresAt } = await getKey(database, accountId, key.id)
      const { rows } = await database.query<{ name: string }>(
        'select name from accounts where id = $1',
        [accountId],
      )
      return {
        name,
        company: { id: accountId, name: rows[0]?.name ?? '' },
        operator,
        permissions: permission.options.filter((each) => caller.can(each)),
        scope,
        perMinute,
        ...(expiresAt && { expiresAt }),
      }
    },
  })
}
