import {
  beginConversationRequest,
  type Conversation,
  continueElsewhereRequest,
  conversation,
  id,
} from '@otklik/protocol'
import { v7 as newId } from 'uuid'
import { z } from 'zod'

import { type App, type Caller, InvalidFieldsError, NotFoundError, Refusal } from '../http/index.ts'
import type { ConversationName } from '../rules/index.ts'
import { refuse } from './answers.ts'
import type { Desk } from './desk.ts'
import { findPlace } from './find-place.ts'
import { findOwner, findWhom, isKnownAddress } from './queries.ts'
import { refuseEmpty, toBeginRequest } from './write-message.ts'

type Asked = z.output<typeof beginConversationRequest>

/** The company writes first, or goes on elsewhere. */
export function beginRoutes(app: App, desk: Desk): void {
  const { channels, clock, database } = desk

  /** The conversation that this began, now or when the same was asked before. */
  async function begin(
    caller: Caller,
    { channelId, to, ...written }: Asked,
    from?: ConversationName,
  ): Promise<{ isNew: boolean; conversation: Conversation }> {
    const { accountId } = caller
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
      ...(from && { from }),
    })
    const outcome = await desk.actAlone(accountId, request)
    refuse(outcome)
    if (outcome.result === 'done' && outcome.conversation) {
      return { isNew: true, conversation: outcome.conversation }
    }
    // The same was asked before: this is what it became.
    const message = outcome.result === 'duplicate' ? outcome.message : undefined
    if (!message) throw new NotFoundError()
    const begun = await desk.rereadConversation(caller, message.conversationId)
    return { isNew: false, conversation: begun }
  }

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
      const begun = await begin(caller, body)
      return reply.code(begun.isNew ? 201 : 200).send(begun.conversation)
    },
  })

  app.route({
    method: 'POST',
    url: '/api/v1/conversations/:id/continuation',
    config: { access: { permission: 'conversations.reply' } },
    schema: {
      summary: 'Go on in another channel of the same contact; both transcripts say so',
      params: z.strictObject({ id }),
      body: continueElsewhereRequest,
      response: { 200: conversation, 201: conversation },
    },
    handler: async ({ caller, params, body }, reply) => {
      const { address, ...written } = body
      const { channelId } = written
      const old = await desk.getConversation(caller, params.id)
      if (channelId === old.channelId) {
        throw new InvalidFieldsError({ channelId: { code: 'wrong-value' } })
      }
      const isOthers = old.status === 'assigned' && old.operatorId !== caller.operatorId
      if (isOthers && !caller.can('conversations.reassign')) {
        const holder =
          old.operatorId && (await desk.personOf({ ...caller, operatorId: old.operatorId }))
        throw new Refusal('not-yours', { name: holder ? holder.name : '' })
      }
      const owner = await findOwner(database, caller.accountId, { channelId, address })
      if (owner !== old.contact.id) throw new NotFoundError()
      const titles = await titlesOf(caller, [old.channelId, channelId])
      const from = { id: old.id, number: old.number, channel: titles[0]! }
      const begun = await begin(caller, { ...written, to: { address } }, from)
      const { id: begunId, number } = begun.conversation
      // Repeated, it is said once: whoever lost the first answer makes it whole by asking again.
      refuse(
        await desk.tell(caller, old.id, {
          type: 'continued-elsewhere',
          operator: await desk.personOf(caller),
          to: { id: begunId, number, channel: titles[1]! },
          lineId: newId(),
        }),
      )
      return reply.code(begun.isNew ? 201 : 200).send(begun.conversation)
    },
  })

  const titlesOf = async ({ accountId }: Caller, ids: string[]) =>
    Promise.all(ids.map(async (each) => (await channels.get(accountId, each)).kind.words.ru.title))
}
