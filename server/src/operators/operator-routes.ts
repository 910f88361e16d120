import {
  editOperatorRequest,
  id,
  operator,
  operatorActivity,
  ownStatusRequest,
} from '@otklik/protocol'
import { z } from 'zod'

import { type AccessParts, createPasswordReset } from '../access/index.ts'
import { recordChange } from '../audit/index.ts'
import { type App, originOf } from '../http/index.ts'
import { chooseStatus } from './choose-status.ts'
import { editOperator } from './edit-operator.ts'
import { listActivity } from './list-activity.ts'
import { refuseForeignSignIn } from './may-change-sign-in.ts'
import { getOperator, listOperators } from './operator-view.ts'

const tags = ['operators']
const params = z.object({ id })

export function operatorRoutes(app: App, parts: AccessParts): void {
  const { database, clock, config, limits } = parts

  app.route({
    method: 'GET',
    url: '/api/v1/operators',
    config: { access: { permission: 'operators.read' } },
    schema: { tags, summary: 'Everybody who works here', response: { 200: z.array(operator) } },
    handler: (request) => listOperators(database, request.caller.accountId, clock.now()),
  })

  app.route({
    method: 'GET',
    url: '/api/v1/operators/activity',
    config: { access: { permission: 'conversations.reassign' } },
    schema: {
      tags,
      summary: 'When each of them last said something',
      response: { 200: z.array(operatorActivity) },
    },
    handler: ({ caller }) => listActivity(database, caller.accountId),
  })

  app.route({
    method: 'PATCH',
    url: '/api/v1/operators/:id',
    config: { access: { permission: 'operators.manage' } },
    schema: {
      tags,
      summary: 'Rename, give another role, capacity or skills, shut out, let in again',
      params,
      body: editOperatorRequest,
      response: { 200: operator },
    },
    handler: (request) =>
      editOperator(parts, request.caller, { id: request.params.id, changes: request.body }),
  })

  app.route({
    method: 'PUT',
    url: '/api/v1/operators/me/status',
    config: { access: { permission: 'conversations.take' } },
    schema: {
      tags,
      summary: 'Say whether you are on line, on a break, not to be disturbed or off line',
      body: ownStatusRequest,
      response: { 200: operator },
    },
    handler: ({ caller: { accountId, operatorId }, body }) =>
      chooseStatus(parts, { accountId, id: operatorId, ...body }),
  })

  app.route({
    method: 'PUT',
    url: '/api/v1/operators/:id/status',
    config: { access: { permission: 'conversations.reassign' } },
    schema: {
      tags,
      summary: 'Set the status of somebody who forgot to',
      params,
      body: ownStatusRequest,
      response: { 200: operator },
    },
    handler: ({ caller: { accountId }, params: whose, body }) =>
      chooseStatus(parts, { accountId, id: whose.id, ...body }),
  })

  app.route({
    method: 'POST',
    url: '/api/v1/operators/:id/password-reset',
    config: { access: { permission: 'operators.manage' } },
    schema: {
      tags,
      summary: 'A link to hand over, for somebody who forgot their password',
      params,
      response: { 201: z.object({ link: z.string() }) },
    },
    handler: async (request, reply) => {
      const { caller } = request
      await limits.take('invite', caller.accountId)
      const path = await database.transaction(async (client) => {
        const found = await getOperator(client, caller.accountId, request.params.id)
        await refuseForeignSignIn(client, caller, found)
        await recordChange(client, caller, {
          action: 'changed',
          subject: { kind: 'operator', id: found.id, name: found.name },
          changes: [{ field: 'password' }],
        })
        return createPasswordReset(client, found.user_id, clock.now())
      })
      return reply.code(201).send({ link: originOf(request, config.publicUrl) + path })
    },
  })
}
