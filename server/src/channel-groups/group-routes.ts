import { id } from '@otklik/protocol'
import {
  channelGroup,
  createChannelGroupRequest,
  editChannelGroupRequest,
} from '@otklik/protocol/settings'
import { wordsOf } from '@otklik/words'
import { z } from 'zod'

import type { Database } from '../database/index.ts'
import { type App, readersLanguage } from '../http/index.ts'
import { type Hints, hintSettings } from '../lib/hints.ts'
import { editGroup } from './edit-group.ts'
import { createGroup, deleteGroup } from './make-group.ts'
import { listGroups } from './view-groups.ts'

const tags = ['channel groups']
const params = z.object({ id })
const managing = { access: { permission: 'channels.manage' } } as const

/** «Настройки группы каналов» (COM-50, QA-02): which channels share the rules of rating, and these rules. */
export function groupRoutes(
  app: App,
  { database, hints }: { database: Database; hints: Hints },
): void {
  app.route({
    method: 'GET',
    url: '/api/v1/channel-groups',
    config: managing,
    schema: { tags, summary: 'Groups of channels', response: { 200: z.array(channelGroup) } },
    handler: ({ caller }) => listGroups(database, caller.accountId),
  })

  app.route({
    method: 'POST',
    url: '/api/v1/channel-groups',
    config: managing,
    schema: {
      tags,
      summary: 'Make a group of channels',
      body: createChannelGroupRequest,
      response: { 201: channelGroup },
    },
    handler: async (request, reply) => {
      const { caller, body } = request
      const texts = { ...wordsOf(readersLanguage(request)).company.rating, name: body.name }
      const made = await database.transaction((client) => createGroup(client, caller, texts))
      return reply.code(201).send(made)
    },
  })

  app.route({
    method: 'PATCH',
    url: '/api/v1/channel-groups/:id',
    config: managing,
    schema: {
      tags,
      summary: 'Rename, choose channels, set how customers are asked for a mark',
      params,
      body: editChannelGroupRequest,
      response: { 200: channelGroup },
    },
    handler: async ({ caller, params: { id: groupId }, body }) => {
      const edited = await database.transaction((client) =>
        editGroup(client, { author: caller, groupId }, body),
      )
      hintSettings(hints, caller.accountId)
      return edited
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/v1/channel-groups/:id',
    config: managing,
    schema: {
      tags,
      summary: 'Delete a group; its channels go to the first one',
      params,
      response: { 204: z.undefined() },
    },
    handler: async ({ caller, params: { id: groupId } }, reply) => {
      await database.transaction((client) => deleteGroup(client, { author: caller, groupId }))
      hintSettings(hints, caller.accountId)
      return reply.code(204).send()
    },
  })
}
