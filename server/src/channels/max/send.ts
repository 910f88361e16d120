import { setTimeout as wait } from 'node:timers/promises'

import { z } from 'zod'

import type { OutboundPart, PartContent, Sent } from '../contract.ts'
import { ChannelError } from '../errors.ts'
import { present } from '../kit/present.ts'
import { callTimeoutMs, type MaxApi } from './api.ts'
import type { Chats } from './chats.ts'
import { toExternalId } from './ids.ts'
import type { MessagePayload } from './render.ts'
import { sentMessage, success } from './types.ts'
import { type Uploaded, upload } from './uploads.ts'

/** What was uploaded is looked through first, films for long: nothing came to be meanwhile. */
const NOT_READY_PAUSES_MS = [250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000]

const words = z.object({ text: z.string().optional(), html: z.string().optional() })
const amendment = words.extend({ messageId: z.string() })
const acknowledgement = z.object({ callbackId: z.string() })

export async function send(api: MaxApi, chats: Chats, part: OutboundPart): Promise<Sent> {
  // One deadline for the call and what may follow it: the sender counts on it.
  const timeoutMs = part.fileIds.length > 0 ? callTimeoutMs.file : callTimeoutMs.text
  const signal = AbortSignal.timeout(timeoutMs)
  if (part.kind === 'message') return sendMessage(api, chats, part, signal)
  try {
    await change(api, part, signal)
  } catch (error) {
    if (!isDoneAlready(part.kind, error)) throw error
  }
  return { ids: [] }
}

async function sendMessage(
  api: MaxApi,
  chats: Chats,
  part: OutboundPart,
  signal: AbortSignal,
): Promise<Sent> {
  const { text, html, replyTo, keyboard, uploads = [] } = part.payload as MessagePayload
  const files: Uploaded[] = []
  for (const [index, type] of uploads.entries()) {
    const opened = await part.openFile(part.fileIds[index] ?? '')
    files.push(await upload(api, type, opened, signal))
  }
  const attachments = [...files, ...(keyboard ? [keyboard] : [])]
  const body = present({
    ...toWords({ text, html }),
    attachments: attachments.length > 0 ? attachments : undefined,
    link: replyTo === undefined ? undefined : { type: 'reply', mid: replyTo },
  })
  const { message } = await whenReady(files.length > 0, signal, () => post(api, part, body, signal))
  await chats.know(part.thread, message.recipient.chat_id)
  return { ids: [toExternalId(message.body.mid)] }
}

const toWords = ({ text, html }: z.output<typeof words>) =>
  html === undefined ? { text } : { text: html, format: 'html' as const }

interface NewMessage {
  text?: string
  format?: 'html'
  attachments?: unknown[]
  link?: { type: string; mid: string }
}

/** What is quoted may be gone: the answer itself is worth more than its quotation. */
async function post(
  api: MaxApi,
  { thread }: OutboundPart,
  body: NewMessage,
  signal: AbortSignal,
): Promise<z.output<typeof sentMessage>> {
  const call = { method: 'POST', path: '/messages', isSending: true, signal } as const
  const query = { user_id: thread as string }
  try {
    return await api.call({ ...call, query, body, result: sentMessage })
  } catch (error) {
    const isAboutLink =
      error instanceof ChannelError &&
      error.executed === 'no' &&
      /link|forward/i.test(error.message)
    if (!isAboutLink || !body.link) throw error
    const { link: _, ...plain } = body
    return api.call({ ...call, query, body: plain, result: sentMessage })
  }
}

async function whenReady<Result>(
  hasFiles: boolean,
  signal: AbortSignal,
  ask: () => Promise<Result>,
): Promise<Result> {
  for (const pauseMs of hasFiles ? NOT_READY_PAUSES_MS : []) {
    try {
      return await ask()
    } catch (error) {
      const isNotReady = error instanceof ChannelError && error.code === 'attachment.not.ready'
      if (!isNotReady) throw error
      await wait(pauseMs, undefined, { signal }).catch(() => {
        throw error
      })
    }
  }
  return ask()
}

async function change(
  api: MaxApi,
  { kind, payload }: PartContent,
  signal: AbortSignal,
): Promise<void> {
  if (kind === 'acknowledgement') {
    const { callbackId } = acknowledgement.parse(payload)
    const query = { callback_id: callbackId }
    // One of a notice and a message is demanded, and the button turns until one comes.
    const body = { notification: '✓' }
    await api.call({ method: 'POST', path: '/answers', query, body, result: success, signal })
    return
  }
  const { messageId, ...changed } = amendment.parse(payload)
  const query = { message_id: messageId }
  const call = { path: '/messages', query, result: success, signal }
  if (kind === 'deletion') await api.call({ ...call, method: 'DELETE' })
  else await api.call({ ...call, method: 'PUT', body: toWords(changed) })
}

/** What was wanted is so already; a press that is too old turns no more. */
function isDoneAlready(kind: PartContent['kind'], error: unknown): boolean {
  if (!(error instanceof ChannelError) || error.executed !== 'no') return false
  if (kind === 'acknowledgement')
    return error.reason === 'bad-format' || error.reason === 'rejected'
  return kind === 'deletion' && /^DELETE .*not.?found/i.test(error.message)
}
