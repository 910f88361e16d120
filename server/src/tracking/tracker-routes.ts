import { id } from '@otklik/protocol'
import {
  channelTracking,
  createTrackerRequest,
  editChannelTrackingRequest,
  editTrackerRequest,
  tracker,
} from '@otklik/protocol/settings'
import { z } from 'zod'

import type { Channels } from '../connections/index.ts'
import type { Database } from '../database/index.ts'
import { type App, readersLanguage } from '../http/index.ts'
import { editChannelTracking, getChannelTracking } from './channel-tracking.ts'
import { createTracker, deleteTracker, editTracker } from './edit-trackers.ts'
import { listTrackers } from './trackers.ts'

const tags = ['call tracking']
const params = z.object({ id })
const reading = { access: { permission: 'reports.view' } } as const
const managing = { access: { permission: 'channels.manage' } } as const

/** Counters of a company's sites, what they are linked with, and what its channels do with them. */
export function trackerRoutes(
  app: App,
  { database, channels }: { database: Database; channels: Channels },
): void {
  app.route({
    method: 'GET',
    url: '/api/v1/trackers',
    config: reading,
    schema: { tags, summary: 'Counters and their widgets', response: { 200: z.array(tracker) } },
    handler: ({ caller }) => listTrackers(database, caller.accountId),
  })
  app.route({
    method: 'POST',
    url: '/api/v1/trackers',
    config: managing,
    schema: {
      tags,
      summary: 'Make a counter for a site',
      body: createTrackerRequest,
      response: { 201: tracker },
    },
    handler: async ({ caller, body }, reply) => {
      const made = await database.transaction((client) => createTracker(client, caller, body))
      return reply.code(201).send(made)
    },
  })
  app.route({
    method: 'PATCH',
    url: '/api/v1/trackers/:id',
    config: managing,
    schema: {
      tags,
      summary: 'Change it: its sites, consent, retention, the dialog widgets it is linked with',
      params,
      body: editTrackerRequest,
      response: { 200: tracker },
    },
    handler: ({ caller, params: { id: trackerId }, body }) =>
      database.transaction((client) =>
        editTracker(client, { author: caller, id: trackerId }, body),
      ),
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/trackers/:id',
    config: managing,
    schema: {
      tags,
      summary: 'Delete a counter with its visits',
      params,
      response: { 204: z.undefined() },
    },
    handler: async ({ caller, params: { id: trackerId } }, reply) => {
      await database.transaction((client) =>
        deleteTracker(client, { author: caller, id: trackerId }),
      )
      return reply.code(204).send()
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/channels/:id/tracking',
    config: { access: { permission: 'channels.read' } },
    schema: {
      tags,
      summary: 'Whether links to a channel carry the number of a visit',
      params,
      response: { 200: channelTracking },
    },
    handler: (request) =>
      getChannelTracking({ database, channels }, whichOf(request), readersLanguage(request)),
  })
  app.route({
    method: 'PUT',
    url: '/api/v1/channels/:id/tracking',
    config: managing,
    schema: {
      tags,
      summary: 'Decide whether they do, and with which text',
      params,
      body: editChannelTrackingRequest,
      response: { 200: channelTracking },
    },
    handler: (request) =>
      editChannelTracking(
        { database, channels },
        { author: request.caller, channelId: request.params.id },
        { asked: request.body, language: readersLanguage(request) },
      ),
  })
}

const whichOf = ({
  caller,
  params: { id: channelId },
}: {
  caller: { accountId: string }
  params: { id: string }
}) => ({ accountId: caller.accountId, channelId })
