import {
  acceptInvitationRequest,
  createdInvitation,
  id,
  invitation,
  invitationOffer,
  inviteRequest,
  session,
} from '@otklik/protocol'
import { wordsOf } from '@otklik/words'
import { z } from 'zod'

import { type AccessParts, beginSession, describeSession } from '../access/index.ts'
import { type App, originOf, readersLanguage } from '../http/index.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { refuseOwnerMatters } from './edit-operator.ts'
import {
  createInvitation,
  getOpenInvitation,
  listInvitations,
  withdrawInvitation,
} from './invitations.ts'

const tags = ['operators']
const token = z.object({ token: z.string() })

export function invitationRoutes(app: App, parts: AccessParts): void {
  const { database, clock, config, limits, log, mail } = parts

  app.route({
    method: 'GET',
    url: '/api/v1/invitations',
    config: { access: { permission: 'operators.invite' } },
    schema: {
      tags,
      summary: 'Invitations not yet accepted',
      response: { 200: z.array(invitation) },
    },
    handler: (request) => listInvitations(database, request.caller.accountId),
  })

  app.route({
    method: 'POST',
    url: '/api/v1/invitations',
    config: { access: { permission: 'operators.invite' } },
    schema: {
      tags,
      summary: 'Invite by mail, or by a link to hand over where no mail can be sent',
      body: inviteRequest,
      response: { 201: createdInvitation },
    },
    handler: async (request, reply) => {
      const { caller, body } = request
      refuseOwnerMatters(caller, [body.role])
      await limits.take('invite', caller.accountId)
      const created = await database.transaction((client) =>
        createInvitation(client, { caller, ...body }, clock.now(), (role) =>
          refuseOwnerMatters(caller, [role]),
        ),
      )
      const link = originOf(request, config.publicUrl) + created.path
      if (!mail.canSend) return reply.code(201).send({ ...created.invitation, link })
      const { user, account } = await describeSession(parts, caller)
      const { subject, text } = wordsOf(readersLanguage(request)).mail.invitation
      const letter = {
        to: body.email,
        subject: subject({ company: account.name }),
        text: text({ inviter: user.name, company: account.name, link }),
      }
      try {
        await mail.send(letter)
      } catch (error) {
        // The invitation stands; a mail server that is away must not keep anybody out.
        log.error({ err: error }, 'an invitation was not sent')
        return reply.code(201).send({ ...created.invitation, link })
      }
      return reply.code(201).send(created.invitation)
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/v1/invitations/:id',
    config: { access: { permission: 'operators.invite' } },
    schema: {
      tags,
      summary: 'Withdraw an invitation',
      params: z.object({ id }),
      response: { 204: z.undefined() },
    },
    handler: async (request, reply) => {
      const { caller, params } = request
      await database.transaction((client) =>
        withdrawInvitation(client, caller, params.id, (role) => refuseOwnerMatters(caller, [role])),
      )
      return reply.code(204).send()
    },
  })

  app.route({
    method: 'GET',
    url: '/api/v1/invitations/:token/offer',
    config: { access: 'public' },
    schema: {
      tags,
      summary: 'What a link offers',
      params: token,
      response: { 200: invitationOffer },
    },
    handler: async (request) =>
      (await getOpenInvitation(database, request.params.token, clock.now())).offer,
  })

  app.route({
    method: 'POST',
    url: '/api/v1/invitations/:token/acceptance',
    config: { access: 'public' },
    schema: {
      tags,
      summary: 'Join, and be signed in',
      params: token,
      body: acceptInvitationRequest,
      response: { 201: session },
    },
    handler: async (request, reply) => {
      const who = await acceptInvitation(parts, {
        ...request.params,
        ...request.body,
        language: readersLanguage(request),
      })
      await beginSession(parts, { request, reply, ...who })
      return reply.code(201).send(await describeSession(parts, who))
    },
  })
}
