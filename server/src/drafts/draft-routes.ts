import { draft, id, saveDraftOfMessageRequest, savedDraft } from '@otklik/protocol'
import { z } from 'zod'

import { isVisible } from '../conversations/index.ts'
import type { Database } from '../database/index.ts'
import { type App, type Caller, NotFoundError } from '../http/index.ts'
import { dropDraft, listDrafts, saveDraft } from './drafts.ts'
import { type Devices, tellDevices } from './tell-devices.ts'

interface Options {
  database: Database
  devices: Devices
}

const byId = z.strictObject({ id })
const tags = ['drafts']
const reading = { access: { permission: 'conversations.read' } } as const

/** What somebody has begun to write: seen by nobody else, and on all of their devices. */
export function draftRoutes(app: App, { database, devices }: Options): void {
  const tell = tellDevices(database, devices)
  async function refuseUnseen(caller: Caller, conversationId: string): Promise<void> {
    if (!(await isVisible(database, caller, conversationId))) throw new NotFoundError()
  }

  app.route({
    method: 'GET',
    url: '/api/v1/drafts',
    config: reading,
    schema: { tags, summary: 'My drafts, the latest first', response: { 200: z.array(draft) } },
    handler: ({ caller }) => listDrafts(database, caller),
  })
  app.route({
    method: 'PUT',
    url: '/api/v1/conversations/:id/draft',
    config: reading,
    schema: {
      tags,
      summary: 'Save what I have begun to write; the latest save wins',
      params: byId,
      body: saveDraftOfMessageRequest,
      response: { 200: savedDraft },
    },
    handler: async ({ caller, params, body }) => {
      await refuseUnseen(caller, params.id)
      const saved = await saveDraft(database, caller, { conversationId: params.id, saved: body })
      if (saved) tell(caller, params.id, saved)
      return { draft: saved ?? null }
    },
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/conversations/:id/draft',
    config: reading,
    schema: { tags, summary: 'Throw it away', params: byId, response: { 204: z.null() } },
    handler: async ({ caller, params }, reply) => {
      await refuseUnseen(caller, params.id)
      await dropDraft(database, caller, params.id)
      tell(caller, params.id)
      return reply.code(204).send(null)
    },
  })
}
