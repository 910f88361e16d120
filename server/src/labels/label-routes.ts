import {
  createLabelRequest,
  editLabelRequest,
  id,
  label,
  labelDirectory,
  orderLabelsRequest,
  topicRequirement,
} from '@otklik/protocol'
import { z } from 'zod'

import type { Database } from '../database/index.ts'
import type { App } from '../http/index.ts'
import { type Hints, hintSettings } from '../lib/hints.ts'
import { createLabel, editLabel, orderLabels, requireTopic } from './edit-labels.ts'
import { readDirectory } from './label-row.ts'

const tags = ['labels']
const managing = { access: { permission: 'labels.manage' } } as const

/** «Тематики» and «Теги»: what a conversation can be said to be about. */
export function labelRoutes(
  app: App,
  { database, hints }: { database: Database; hints: Hints },
): void {
  app.route({
    method: 'GET',
    url: '/api/v1/labels',
    config: { access: { permission: 'conversations.read' } },
    schema: {
      tags,
      summary: 'Topics and tags, and when a topic is required',
      response: { 200: labelDirectory },
    },
    handler: ({ caller }) => readDirectory(database, caller.accountId),
  })

  app.route({
    method: 'POST',
    url: '/api/v1/labels',
    config: managing,
    schema: {
      tags,
      summary: 'Add a topic or a tag',
      body: createLabelRequest,
      response: { 201: label },
    },
    handler: async ({ caller, body }, reply) => {
      const made = await database.transaction((client) => createLabel(client, caller, body))
      hintSettings(hints, caller.accountId)
      return reply.code(201).send(made)
    },
  })

  app.route({
    method: 'PATCH',
    url: '/api/v1/labels/:id',
    config: managing,
    schema: {
      tags,
      summary: 'Rename it, put it into the archive, or take it back',
      params: z.strictObject({ id }),
      body: editLabelRequest,
      response: { 200: label },
    },
    handler: async ({ caller, params, body }) => {
      const edited = await database.transaction((client) =>
        editLabel(client, { author: caller, id: params.id }, body),
      )
      hintSettings(hints, caller.accountId)
      return edited
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/v1/labels/order',
    config: managing,
    schema: {
      tags,
      summary: 'In which order they are offered',
      body: orderLabelsRequest,
      response: { 200: labelDirectory },
    },
    handler: async ({ caller, body }) => {
      await database.transaction((client) => orderLabels(client, caller, body))
      hintSettings(hints, caller.accountId)
      return readDirectory(database, caller.accountId)
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/v1/labels/requirement',
    config: managing,
    schema: {
      tags,
      summary: '«Требовать тематику при закрытии»',
      body: topicRequirement,
      response: { 200: topicRequirement },
    },
    handler: async ({ caller, body }) => {
      const required = await database.transaction((client) => requireTopic(client, caller, body))
      hintSettings(hints, caller.accountId)
      return required
    },
  })
}
