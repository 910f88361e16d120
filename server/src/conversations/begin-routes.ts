import { beginConversationRequest, conversation } from '@otklik/protocol'

import { type App, NotFoundError } from '../http/index.ts'
import { refuse } from './answers.ts'
import type { Desk } from './desk.ts'
import { findPlace } from './find-place.ts'
import { findWhom, isKnownAddress } from './queries.ts'
import { refuseEmpty, toBeginRequest } from './write-message.ts'

/** The company writes first. */
export function beginRoutes(app: App, desk: Desk): void {
  const { channels, clock, database } = desk

  app.route({
    method: 'POST',
    url: '/api/v1/conversations',
    config: { access: { permission: 'conversations.reply' } },
    schema: {
      summary: 'Write first: to a contact on a channel, or by phone where the platform lets us',
      body: beginConversationRequest,
      response: { 200: conversation, 201: conversation },
    },
    handler: async ({ caller, body }, reply) => {
      const { accountId } = caller
      const { channelId, to, ...written } = body
      refuseEmpty(written)
      const channel = await channels.get(accountId, channelId).catch(() => {
        throw new NotFoundError()
      })
      // An address is somebody who has written to this channel: it is not for guessing.
      if ('address' in to) {
        const { address } = to
        if (!(await isKnownAddress(database, caller, { channelId, address }))) {
          throw new NotFoundError()
        }
      }
      const whom = await findWhom(database, caller, { channelId, to })
      const phone = 'phone' in whom ? whom.phone : undefined
      const place = await findPlace(database, accountId, { channel, to: whom })
      const request = await toBeginRequest(database, accountId, {
        operator: await desk.authorOf(caller),
        written,
        chosen:
          written.template && (await desk.chooseTemplate(accountId, channelId, written.template)),
        where: { channelId, ...place },
        name: phone ?? place.address,
        profile: phone ? { phone } : {},
        now: clock.now(),
      })
      const outcome = await desk.actAlone(accountId, request)
      refuse(outcome)
      if (outcome.result === 'done' && outcome.conversation) {
        return reply.code(201).send(outcome.conversation)
      }
      // The same was asked before: this is what it became.
      const message = outcome.result === 'duplicate' ? outcome.message : undefined
      if (!message) throw new NotFoundError()
      return desk.rereadConversation(caller, message.conversationId)
    },
  })
}
