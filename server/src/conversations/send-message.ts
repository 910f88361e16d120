import type { Message, sendMessageRequest } from '@otklik/protocol'
import type { templateChoice } from '@otklik/protocol/settings'
import type { z } from 'zod'

import type { Caller } from '../http/index.ts'
import { answerOf } from './answers.ts'
import type { Desk } from './desk.ts'
import { refuseButtons } from './offered-buttons.ts'
import { findSaid } from './queries.ts'
import { refuseEmpty, toWriteRequest } from './write-message.ts'

interface Sending {
  conversationId: string
  written: z.output<typeof sendMessageRequest>
}

/**
 * An operator's message or note. Repeated with the same `clientId` it is said once; from a queue the
 * conversation is taken with it. Refuses what the rules refuse now.
 */
export async function sendMessage(
  desk: Desk,
  caller: Caller,
  { conversationId, written }: Sending,
): Promise<{ isNew: boolean; message: Message }> {
  const { database, clock } = desk
  refuseEmpty(written)
  const { clientId, buttons, template } = written
  const said = await findSaid(database, caller, { conversationId, clientId })
  if (said) return { isNew: false, message: said }
  await desk.refuseUnseen(caller, conversationId)
  if (buttons) await checkButtons(desk, caller, { conversationId, written })
  const author = await desk.authorOf(caller)
  const chosen = template && (await choose(desk, caller, { conversationId, template }))
  const request = await toWriteRequest(database, caller.accountId, conversationId, {
    operator: author,
    written,
    chosen,
    now: clock.now(),
  })
  let outcome = await desk.advance(caller.accountId, request)
  if (outcome.result === 'refused' && outcome.refusal.code === 'needs-taking') {
    await desk.take(caller, conversationId)
    outcome = await desk.advance(caller.accountId, request)
  }
  return { isNew: outcome.result !== 'duplicate', message: answerOf(outcome) }
}

async function choose(
  desk: Desk,
  caller: Caller,
  {
    conversationId,
    template,
  }: { conversationId: string; template: z.output<typeof templateChoice> },
) {
  const { channelId } = await desk.getConversation(caller, conversationId)
  return desk.chooseTemplate(caller.accountId, channelId, template)
}

/** Buttons are for a channel that shows all of them. */
async function checkButtons(desk: Desk, caller: Caller, { conversationId, written }: Sending) {
  const { channelId, kind } = await desk.getConversation(caller, conversationId)
  const channel = await desk.channels.get(caller.accountId, channelId)
  refuseButtons(written, channel.kind.capabilities.buttons, { isComment: kind === 'comment' })
}
