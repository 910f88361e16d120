import { conversation, id } from '@otklik/protocol'
import {
  programActionsRequest,
  programTemplate,
  programTemplateRequest,
  programTemplateSent,
  programView,
} from '@otklik/protocol/settings'
import { z } from 'zod'

import { refuse } from '../conversations/index.ts'
import type { App } from '../http/index.ts'
import { type AnswerWorld, answerForBot } from './answer.ts'
import { forgetFailures } from './availability.ts'
import { listProgramTemplates } from './list-program-templates.ts'
import { getHeld, viewHeld } from './read-held.ts'
import { sendTemplate } from './send-template.ts'

const tags = ['bots']
const params = z.strictObject({ id })
const byKey = { access: 'bot' } as const

/** What a program may do with the key of its bot: docs/bots.md. */
export function programRoutes(app: App, world: AnswerWorld): void {
  const { database } = world

  app.route({
    method: 'GET',
    url: '/api/v1/bot/conversations/:id',
    config: byKey,
    schema: {
      tags,
      summary: 'A conversation that the bot holds, or held to its end',
      params,
      response: { 200: programView },
    },
    handler: ({ bot, params: { id: conversationId } }) =>
      viewHeld(database, { ...bot, conversationId }),
  })
  app.route({
    method: 'POST',
    url: '/api/v1/bot/conversations/:id/actions',
    config: byKey,
    schema: {
      tags,
      summary: 'Answer a question, or act of its own accord, while the bot holds the conversation',
      params,
      body: programActionsRequest,
      response: { 200: conversation.pick({ status: true }) },
    },
    handler: async ({ bot: caller, params: { id: conversationId }, body }) => {
      const { accountId, botId } = caller
      const held = await getHeld(database, { ...caller, conversationId })
      const outcome = await answerForBot(world, {
        accountId,
        conversationId,
        channelId: held.conversation.channelId,
        bot: { id: botId, name: held.bot.name },
        actions: body.actions,
        ...(body.turn !== undefined && { turn: body.turn }),
      })
      refuse(outcome)
      await forgetFailures(database, { accountId, botId })
      const { status } = (outcome.result === 'done' && outcome.conversation) || held
      return { status }
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/bot/templates',
    config: byKey,
    schema: {
      tags,
      summary: 'Approved templates of the channels where the bot is chosen',
      response: { 200: z.array(programTemplate) },
    },
    handler: ({ bot }) => listProgramTemplates(database, bot),
  })
  app.route({
    method: 'POST',
    url: '/api/v1/bot/templates',
    config: byKey,
    schema: {
      tags,
      summary: 'Send an approved template to a phone, as a conversation that is closed at once',
      body: programTemplateRequest,
      response: { 200: programTemplateSent, 201: programTemplateSent },
    },
    handler: async ({ bot, body }, reply) => {
      const { isNew, ...sent } = await sendTemplate(world, bot, body)
      return reply.code(isNew ? 201 : 200).send(sent)
    },
  })
}
