import { id } from '@otklik/protocol'
import { channelRules, editChannelRulesRequest } from '@otklik/protocol/settings'
import { z } from 'zod'

import type { Database } from '../database/index.ts'
import type { App } from '../http/index.ts'
import type { Hints } from '../lib/hints.ts'
import { getChannelRules } from './channel-rules-row.ts'
import { editChannelRules } from './edit-channel-rules.ts'

const tags = ['channels']
const params = z.object({ id })

export function channelRulesRoutes(app: App, parts: { database: Database; hints: Hints }): void {
  app.route({
    method: 'GET',
    url: '/api/v1/channels/:id/rules',
    config: { access: { permission: 'channels.read' } },
    schema: {
      tags,
      summary: 'How a channel is received, answered automatically and closed',
      params,
      response: { 200: channelRules },
    },
    handler: ({ caller: { accountId }, params: { id: channelId } }) =>
      getChannelRules(parts.database, { accountId, channelId }),
  })

  app.route({
    method: 'PATCH',
    url: '/api/v1/channels/:id/rules',
    config: { access: { permission: 'channels.manage' } },
    schema: {
      tags,
      summary: 'Change some of it; open conversations go by it at once',
      params,
      body: editChannelRulesRequest,
      response: { 200: channelRules },
    },
    handler: ({ caller, params: { id: channelId }, body }) =>
      editChannelRules(parts, { author: caller, channelId }, body),
  })
}
