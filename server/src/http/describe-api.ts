import { webhookEvent } from '@otklik/protocol/settings'
import { z } from 'zod'

import { type Access, isOpen } from './access.ts'

/** What is true of the whole API, and what it tells by itself: outgoing webhooks. */
export function description() {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Otklik',
      version: '1',
      description:
        'The contact centre, for programs. How to begin, pages, limits and signatures: docs/api.md.',
    },
    components: {
      securitySchemes: {
        key: {
          type: 'http' as const,
          scheme: 'bearer',
          description: 'A key of the company, `otkey_…`: «Для разработчиков» in the settings.',
        },
        bot: {
          type: 'http' as const,
          scheme: 'bearer',
          description: 'The key of a bot, `otklik_…`.',
        },
        session: {
          type: 'apiKey' as const,
          in: 'cookie' as const,
          name: '__Host-otklik',
          description: 'Somebody who signed in; `otklik` where the address is not https.',
        },
      },
    },
    webhooks: toldByUs(),
  }
}

/** Every event, with its shape and an example of it. */
function toldByUs() {
  const { examples = [] } = webhookEvent.meta() ?? {}
  return Object.fromEntries(
    (examples as { type: string }[]).map((example) => {
      const shape = webhookEvent.options.find(({ shape: { type } }) =>
        ([...type.values] as string[]).includes(example.type),
      )
      const schema = shape ? z.toJSONSchema(shape, { io: 'output' }) : {}
      const operation = {
        summary: `Told to webhooks: ${example.type}`,
        tags: ['webhooks'],
        requestBody: { content: { 'application/json': { schema, example } } },
        responses: {
          '2XX': { description: 'Taken. Anything else is tried again for three days.' },
        },
      }
      return [example.type, { post: operation }]
    }),
  ) as never
}

interface Declared {
  access?: Access
  byKey?: boolean
}

/** Who may call a route, as OpenAPI says it: nothing where it is open. */
export function securityOf({ access = 'public', byKey }: Declared = {}) {
  const security = schemesOf(access, byKey ?? typeof access === 'object').map((name) => ({
    [name]: [],
  }))
  if (typeof access !== 'object') return { security }
  return { security, description: `Needs the permission \`${access.permission}\`.` }
}

function schemesOf(access: Access, byKey: boolean): string[] {
  if (isOpen(access)) return []
  if (access === 'bot') return ['bot']
  return byKey ? ['session', 'key'] : ['session']
}

/** Resources that stand with others. */
const groups: Readonly<Record<string, string>> = {
  'channel-checks': 'channels',
  'channel-kinds': 'channels',
  feed: 'conversations',
  'sign-in-returns': 'channels',
  'sign-ins': 'channels',
  snapshot: 'conversations',
}

/** Where nothing else is said, a route stands with those of its first resource. */
export function groupOf(url: string): string {
  const resource = /^\/api\/v1\/([\w-]+)/.exec(url)?.[1] ?? 'api'
  return groups[resource] ?? resource
}
