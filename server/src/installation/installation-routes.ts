import { id } from '@otklik/protocol'
import { addAccountRequest, addedAccount, installationAccount } from '@otklik/protocol/settings'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'

import type { AccessParts } from '../access/index.ts'
import { type App, originOf, readersLanguage } from '../http/index.ts'
import { addAccount, type Inviting, inviteOwnerAgain } from './add-account.ts'
import { getAccount, listAccounts } from './list-accounts.ts'
import { resumeAccount, suspendAccount } from './suspend-account.ts'

const tags = ['installation']
const byId = z.strictObject({ id })
/** Whoever suspended the company they are in must be able to resume it. */
const config = { access: 'installation', whenSuspended: true } as const

/** «Компании»: what the installation's owner sees and does. */
export function installationRoutes(app: App, parts: AccessParts): void {
  const { database, clock, limits } = parts

  const inviting = (request: FastifyRequest): Inviting => ({
    invitedBy: request.caller.userId,
    origin: originOf(request, parts.config.publicUrl),
    language: readersLanguage(request),
  })

  app.route({
    method: 'GET',
    url: '/api/v1/installation/accounts',
    config,
    schema: { tags, summary: 'Companies', response: { 200: z.array(installationAccount) } },
    handler: () => listAccounts(database),
  })

  app.route({
    method: 'POST',
    url: '/api/v1/installation/accounts',
    config,
    schema: {
      tags,
      summary: 'Create a company and invite its owner',
      body: addAccountRequest,
      response: { 201: addedAccount },
    },
    handler: async (request, reply) => {
      await limits.take('invite', `installation:${request.caller.userId}`)
      return reply.code(201).send(await addAccount(parts, request.body, inviting(request)))
    },
  })

  app.route({
    method: 'POST',
    url: '/api/v1/installation/accounts/:id/invitation',
    config,
    schema: {
      tags,
      summary: 'Invite the owner again: the link of before opens no more',
      params: byId,
      response: { 201: addedAccount },
    },
    handler: async (request, reply) => {
      await limits.take('invite', `installation:${request.caller.userId}`)
      const again = await inviteOwnerAgain(parts, request.params.id, inviting(request))
      return reply.code(201).send(again)
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/v1/installation/accounts/:id/suspension',
    config,
    schema: {
      tags,
      summary: 'Suspend a company: it can be looked at, and keeps what customers write',
      params: byId,
      response: { 200: installationAccount },
    },
    handler: async ({ params }) => {
      tell(parts, params.id, await suspendAccount(database, params.id, clock.now()))
      return getAccount(database, params.id)
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/v1/installation/accounts/:id/suspension',
    config,
    schema: {
      tags,
      summary: 'Resume a company: what waited goes on',
      params: byId,
      response: { 200: installationAccount },
    },
    handler: async ({ params }) => {
      tell(parts, params.id, await resumeAccount(database, params.id))
      return getAccount(database, params.id)
    },
  })
}

function tell({ sessions, hints }: AccessParts, accountId: string, userIds: string[]): void {
  for (const userId of userIds) sessions.forget(userId)
  for (const topic of ['inbox', 'lanes', 'deadlines', 'sweeps', 'wake-ups'] as const) {
    hints.send(topic, accountId)
  }
}
