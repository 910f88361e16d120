import { z } from 'zod'

import type { Environment, OutboundPart, Sent } from '../contract.ts'
import { ChannelError } from '../errors.ts'
import { present } from '../kit/present.ts'
import { callTimeoutMs, type VkApi } from './api.ts'
import { type CommentWorld, changeComment, sendComment } from './comment-calls.ts'
import { readExternalId, readPlace, toExternalId, toRandomId } from './ids.ts'
import { readPressToken } from './press-token.ts'
import { isAboutKeyboard, isAboutQuotation, NO_BOTS } from './refusals.ts'
import type { MessagePayload } from './render.ts'
import { attachmentsOf, deletions, done, history, sentMessages } from './types.ts'
import { toName, upload } from './uploads.ts'

const amendment = z.object({
  id: z.string(),
  text: z.string().optional(),
  keyboard: z.unknown().optional(),
  hasFiles: z.boolean().optional(),
})
type Amendment = z.output<typeof amendment>
const acknowledgement = z.object({ token: z.string() })

export interface World extends CommentWorld {
  api: VkApi
  environment: Environment
}

export async function send(world: World, part: OutboundPart): Promise<Sent> {
  // One deadline for the call and what may follow it: the sender counts on it.
  const signal = AbortSignal.timeout(callTimeoutMs[part.fileIds.length > 0 ? 'file' : 'text'])
  if (part.kind === 'message') return sendMessage(world, part, signal)
  try {
    await change(world, part, signal)
  } catch (error) {
    if (!isDoneAlready(part, error)) throw error
  }
  return { ids: [] }
}

async function sendMessage(world: World, part: OutboundPart, signal: AbortSignal): Promise<Sent> {
  const place = readPlace(part.thread)
  const peerId = place?.last ?? Number(part.thread)
  const { uploads = [], ...payload } = part.payload as MessagePayload
  const names: string[] = []
  for (const [index, type] of uploads.entries()) {
    const opened = await part.openFile(part.fileIds[index] ?? '')
    names.push(await upload(world.api, type, opened, { peerId, signal }))
  }
  const attachments = names.length > 0 ? names.join(',') : undefined
  if (place) return sendComment(world, { place, part, payload, attachments, signal })
  return post(world, part, {
    signal,
    params: present({
      // So asked, the answer tells the number within the dialog, which is the message's name.
      peer_ids: part.thread as string,
      random_id: toRandomId(part.key),
      message: payload.text,
      attachment: attachments,
      forward: toQuotation(payload.replyTo),
      keyboard: payload.keyboard && JSON.stringify(payload.keyboard),
    }),
  })
}

interface Posted {
  params: Record<string, string | number | undefined>
  signal: AbortSignal
}

/**
 * https://dev.vk.com/ru/method/messages.send. Buttons and quotations are given up before the words
 * are: what was refused was not sent, so that the same number may be used once more.
 */
async function post(world: World, part: OutboundPart, posted: Posted): Promise<Sent> {
  const { keyboard, forward, ...plain } = posted.params
  try {
    const number = await postOnce(world.api, posted)
    if (keyboard) await knowBots(world.environment, 'on')
    return { ids: [toExternalId(Number(part.thread), number)] }
  } catch (error) {
    if (!(error instanceof ChannelError) || error.executed !== 'no') throw error
    const { code } = error
    const { signal } = posted
    if (keyboard && isAboutKeyboard(code)) {
      if (code === NO_BOTS) await knowBots(world.environment, 'off')
      // Buttons alone are no message.
      return post(world, part, { signal, params: present({ ...plain, forward }) })
    }
    if (forward && isAboutQuotation(code)) {
      return post(world, part, { signal, params: present({ ...plain, keyboard }) })
    }
    throw error
  }
}

async function postOnce(api: VkApi, { params, signal }: Posted): Promise<number> {
  const call = { method: 'messages.send', isSending: true, signal } as const
  const [answer] = await api.call({ ...call, params, result: sentMessages })
  const { error, conversation_message_id: number } = answer!
  if (error) {
    throw api.refused(call, { error_code: error.code, error_msg: error.description })
  }
  if (number === undefined) {
    throw new ChannelError('unreachable', 'the message got no number', { executed: 'unknown' })
  }
  return number
}

function toQuotation(replyTo: string | undefined): string | undefined {
  const quoted = replyTo === undefined ? undefined : readExternalId(replyTo)
  if (!quoted) return undefined
  const { peerId: peer_id, number } = quoted
  return JSON.stringify({ peer_id, conversation_message_ids: [number], is_reply: true })
}

/** Whether buttons are allowed can be learned from a refusal alone (VK-05). */
async function knowBots(environment: Environment, bots: 'on' | 'off'): Promise<void> {
  if (environment.memory.bots === bots) return
  // It only helps: a message that was sent stays sent.
  await environment.remember({ bots }).catch(() => {})
}

async function change(world: World, part: OutboundPart, signal: AbortSignal): Promise<void> {
  if (part.kind === 'acknowledgement') {
    const { token } = acknowledgement.parse(part.payload)
    const params = { ...readPressToken(token) }
    const method = 'messages.sendMessageEventAnswer'
    return void (await world.api.call({ method, params, result: done, signal }))
  }
  const wanted = amendment.parse(part.payload)
  const place = readPlace(wanted.id)
  if (place) {
    const { kind } = part
    return changeComment(world, {
      place,
      text: kind === 'deletion' ? undefined : wanted.text,
      signal,
    })
  }
  const named = readExternalId(wanted.id)
  if (!named) return
  const where = { peer_id: named.peerId, number: named.number, signal }
  if (part.kind === 'deletion') await withdraw(world.api, where)
  else await rewrite(world.api, wanted, where)
}

interface Where {
  peer_id: number
  number: number
  signal: AbortSignal
}

async function rewrite(
  api: VkApi,
  { text = '', keyboard, hasFiles }: Amendment,
  { peer_id, number, signal }: Where,
): Promise<void> {
  const params = present({
    peer_id,
    cmid: number,
    message: text,
    keep_forward_messages: 1,
    keep_snippets: 1,
    keyboard: keyboard === undefined ? undefined : JSON.stringify(keyboard),
    attachment: hasFiles ? await attachedTo(api, { peer_id, number, signal }) : undefined,
  })
  await api.call({ method: 'messages.edit', params, result: done, signal })
}

/** What it carries already, by the names it would be given again. */
async function attachedTo(api: VkApi, { peer_id, number, signal }: Where): Promise<string> {
  const { items } = await api.call({
    method: 'messages.getByConversationMessageId',
    params: { peer_id, conversation_message_ids: number },
    result: history,
    signal,
  })
  const values = z.array(z.unknown()).catch([]).parse(items[0]?.attachments)
  return attachmentsOf(values)
    .flatMap(({ type, body: { id, owner_id, access_key } }) =>
      id === undefined || owner_id === undefined ? [] : toName(type, { id, owner_id, access_key }),
    )
    .join(',')
}

async function withdraw(api: VkApi, { peer_id, number, signal }: Where): Promise<void> {
  const call = { method: 'messages.delete', signal } as const
  const params = { peer_id, cmids: number, delete_for_all: 1 }
  const answer = await api.call({ ...call, params, result: done })
  const refusal = deletions.safeParse(answer).data?.find(({ error }) => error)?.error
  if (!refusal) return
  throw api.refused(call, { error_code: refusal.code, error_msg: refusal.description })
}

/** What was wanted is so already; a press that is too old turns no more. */
function isDoneAlready({ kind }: OutboundPart, error: unknown): boolean {
  if (!(error instanceof ChannelError) || error.executed !== 'no') return false
  if (kind === 'acknowledgement') return ['bad-format', 'rejected'].includes(error.reason)
  return kind === 'deletion' && (error.code === '100' || error.code === '104')
}
