import { id } from '@otklik/protocol'
import { createTemplateRequest, editTemplateRequest, template } from '@otklik/protocol/settings'
import { z } from 'zod'

import { ChannelError } from '../channels/index.ts'
import { type Channels, getChannel, toRefusal } from '../connections/index.ts'
import type { Database } from '../database/index.ts'
import { type App, readersLanguage } from '../http/index.ts'
import type { Hints } from '../lib/hints.ts'
import { archiveTemplate } from './archive-template.ts'
import { copyToDraft, createDraft, deleteDraft, editDraft } from './edit-drafts.ts'
import { renewTemplates } from './learn-templates.ts'
import { type Submitting, submitTemplate } from './submit-template.ts'
import { getTemplate, listTemplates, viewTemplate } from './template-row.ts'

export interface TemplateWorld extends Submitting {
  database: Database
  channels: Channels
  hints: Hints
}

const tags = ['templates']
const params = z.strictObject({ id })
const reading = { access: { permission: 'channels.read' } } as const
const managing = { access: { permission: 'channels.manage' } } as const

/** «Шаблоны»: messages that a platform approves beforehand (WA-05…WA-10). */
export function templateRoutes(app: App, world: TemplateWorld): void {
  listRoutes(app, world)
  draftRoutes(app, world)
  standingRoutes(app, world)
}

async function open({ database, channels }: TemplateWorld, accountId: string, channelId: string) {
  const { version } = await getChannel(database, accountId, channelId)
  return channels.get(accountId, channelId, { version })
}

async function openOf(world: TemplateWorld, accountId: string, templateId: string) {
  const { channel_id: channelId } = await getTemplate(world.database, accountId, templateId)
  return open(world, accountId, channelId)
}

function listRoutes(app: App, world: TemplateWorld): void {
  const { database } = world

  app.route({
    method: 'GET',
    url: '/api/v1/channels/:id/templates',
    config: reading,
    schema: {
      tags,
      summary: 'Templates of a channel, of every state',
      params,
      response: { 200: z.array(template) },
    },
    handler: async (request) => {
      const { accountId } = request.caller
      await getChannel(database, accountId, request.params.id)
      const rows = await listTemplates(database, accountId, request.params.id)
      return rows.map((row) => viewTemplate(row, readersLanguage(request)))
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/channels/:id/template-renewals',
    config: managing,
    schema: {
      tags,
      summary: 'Ask the platform for its templates now',
      params,
      response: { 200: z.array(template) },
    },
    handler: async (request) => {
      const { accountId } = request.caller
      const channel = await open(world, accountId, request.params.id)
      if (channel.state !== 'disconnected') {
        await renewTemplates(world, channel).catch((error: unknown) => {
          throw error instanceof ChannelError ? toRefusal(channel.kind, error) : error
        })
      }
      const rows = await listTemplates(database, accountId, request.params.id)
      return rows.map((row) => viewTemplate(row, readersLanguage(request)))
    },
  })
}

function draftRoutes(app: App, world: TemplateWorld): void {
  const { database, hints } = world

  app.route({
    method: 'POST',
    url: '/api/v1/channels/:id/templates',
    config: managing,
    schema: {
      tags,
      summary: 'Make a draft',
      params,
      body: createTemplateRequest,
      response: { 201: template },
    },
    handler: async (request, reply) => {
      const { caller: author, body } = request
      const { id: channelId, kind } = await open(world, author.accountId, request.params.id)
      const row = await database.transaction((client) =>
        createDraft(client, { author, channelId, kind }, body),
      )
      hints.send('feed', author.accountId)
      return reply.code(201).send(viewTemplate(row, readersLanguage(request)))
    },
  })
  app.route({
    method: 'PATCH',
    url: '/api/v1/templates/:id',
    config: managing,
    schema: {
      tags,
      summary: 'Edit a draft; nothing else is edited',
      params,
      body: editTemplateRequest,
      response: { 200: template },
    },
    handler: async (request) => {
      const { caller: author, body } = request
      const { kind } = await openOf(world, author.accountId, request.params.id)
      const row = await database.transaction((client) =>
        editDraft(client, { author, id: request.params.id, kind }, body),
      )
      hints.send('feed', author.accountId)
      return viewTemplate(row, readersLanguage(request))
    },
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/templates/:id',
    config: managing,
    schema: {
      tags,
      summary: 'Delete a draft; nothing else is deleted',
      params,
      response: { 204: z.undefined() },
    },
    handler: async ({ caller: author, params: { id: templateId } }, reply) => {
      await database.transaction((client) => deleteDraft(client, { author, id: templateId }))
      hints.send('feed', author.accountId)
      return reply.code(204).send()
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/templates/:id/copies',
    config: managing,
    schema: {
      tags,
      summary: 'Make a draft of it, under the next free name',
      params,
      response: { 201: template },
    },
    handler: async (request, reply) => {
      const { caller: author } = request
      const row = await database.transaction((client) =>
        copyToDraft(client, { author, id: request.params.id }),
      )
      hints.send('feed', author.accountId)
      return reply.code(201).send(viewTemplate(row, readersLanguage(request)))
    },
  })
}

function standingRoutes(app: App, world: TemplateWorld): void {
  const { database, hints } = world

  app.route({
    method: 'POST',
    url: '/api/v1/templates/:id/submission',
    config: managing,
    schema: {
      tags,
      summary: 'Hand a draft in for approval',
      params,
      response: { 200: template },
    },
    handler: async (request) => {
      const { caller: author } = request
      const channel = await openOf(world, author.accountId, request.params.id)
      const row = await submitTemplate(world, channel, { author, id: request.params.id })
      hints.send('feed', author.accountId)
      return viewTemplate(row, readersLanguage(request))
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/templates/:id/archiving',
    config: managing,
    schema: {
      tags,
      summary: 'Put it into the archive: shown, never sent again',
      params,
      response: { 200: template },
    },
    handler: async (request) => {
      const { caller: author } = request
      const channel = await openOf(world, author.accountId, request.params.id)
      const row = await archiveTemplate(database, channel, { author, id: request.params.id })
      hints.send('feed', author.accountId)
      return viewTemplate(row, readersLanguage(request))
    },
  })
}
