import {
  createFilterRequest,
  editFilterRequest,
  id,
  orderFiltersRequest,
  type SavedFilter,
  savedFilter,
} from '@otklik/protocol'
import { z } from 'zod'

import { appendFeed, type Database, type FeedEntry } from '../database/index.ts'
import type { App } from '../http/index.ts'
import type { Hints } from '../lib/hints.ts'
import { deleteFilter, editFilter, insertFilter, orderFilters } from './change-filters.ts'
import { listFilters } from './filter-view.ts'

const tags = ['filters']
const params = z.strictObject({ id })
const reading = { access: { permission: 'conversations.read' } } as const

/** Folders that people make: conditions under a name, for oneself or for everybody. */
export function filterRoutes(
  app: App,
  { database, hints }: { database: Database; hints: Hints },
): void {
  app.route({
    method: 'GET',
    url: '/api/v1/filters',
    config: reading,
    schema: {
      tags,
      summary: 'Saved filters: one’s own and the shared ones',
      response: { 200: z.array(savedFilter) },
    },
    handler: ({ caller }) => listFilters(database, caller.accountId, caller.operatorId),
  })

  app.route({
    method: 'POST',
    url: '/api/v1/filters',
    config: reading,
    schema: {
      tags,
      summary: 'Save a filter; sharing it needs the right to manage teams',
      body: createFilterRequest,
      response: { 201: savedFilter },
    },
    handler: async ({ caller, body }, reply) => {
      const made = await database.transaction(async (client) => {
        const filter = await insertFilter(client, caller, body)
        await appendFeed(client, caller.accountId, [toEntry(filter)])
        return filter
      })
      hints.send('feed', caller.accountId)
      return reply.code(201).send(made)
    },
  })

  app.route({
    method: 'PATCH',
    url: '/api/v1/filters/:id',
    config: reading,
    schema: {
      tags,
      summary: 'Rename, share, change the conditions',
      params,
      body: editFilterRequest,
      response: { 200: savedFilter },
    },
    handler: async ({ caller, params, body }) => {
      const edited = await database.transaction(async (client) => {
        const { before, after } = await editFilter(client, caller, params.id, body)
        // Who loses it has to hear of it too.
        await appendFeed(client, caller.accountId, [toEntry(before.isShared ? before : after)])
        return after
      })
      hints.send('feed', caller.accountId)
      return edited
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/v1/filters/:id',
    config: reading,
    schema: { tags, summary: 'Delete a filter', params, response: { 204: z.undefined() } },
    handler: async ({ caller, params }, reply) => {
      await database.transaction(async (client) => {
        const filter = await deleteFilter(client, caller, params.id)
        await appendFeed(client, caller.accountId, [toEntry(filter)])
      })
      hints.send('feed', caller.accountId)
      return reply.code(204).send()
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/v1/filters/order',
    config: reading,
    schema: {
      tags,
      summary: 'The order of one’s own filters, or of the shared ones',
      body: orderFiltersRequest,
      response: { 200: z.array(savedFilter) },
    },
    handler: async ({ caller, body }) => {
      const { accountId, operatorId } = caller
      const filters = await database.transaction(async (client) => {
        const { isShared } = await orderFilters(client, caller, body.ids)
        const ordered = await listFilters(client, accountId, operatorId)
        await appendFeed(client, accountId, [toEntry({ isShared, ownerId: operatorId })])
        return ordered
      })
      hints.send('feed', accountId)
      return filters
    },
  })
}

/** One's own concern nobody else. */
function toEntry({ isShared, ownerId }: Pick<SavedFilter, 'isShared' | 'ownerId'>): FeedEntry {
  return { kind: 'filters', version: 0, payload: isShared ? {} : { ownerId } }
}
