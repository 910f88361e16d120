import { z } from 'zod'

import type { OutboundPart, PartContent, Sent } from '../contract.ts'
import { ChannelError } from '../errors.ts'
import type { Upload } from '../kit/multipart.ts'
import { callTimeoutMs, type TelegramApi } from './api.ts'
import { toExternalId } from './ids.ts'
import { findRemedy } from './remedies.ts'
import { fieldOf } from './render.ts'
import { sentMessage } from './types.ts'

/** One message, several of an album, or only `true` where nothing new came to be. */
const sendResult = z.union([sentMessage, z.array(sentMessage), z.literal(true)])

/**
 * What was wanted is so already, whoever did it. A message that is gone is deleted, but not edited:
 * the transcript would show a text that the customer does not see.
 */
const doneAlready: Readonly<Partial<Record<PartContent['kind'], RegExp>>> = {
  edit: /message is not modified/i,
  deletion: /message to delete not found/i,
  // The spinner on the button has long stopped.
  acknowledgement: /query is too old|query id is invalid/i,
}

export async function send(api: TelegramApi, part: OutboundPart): Promise<Sent> {
  // One deadline for the call and what may follow it: the sender counts on it.
  const timeoutMs = part.fileIds.length > 0 ? callTimeoutMs.file : callTimeoutMs.text
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    return await attempt(api, part, signal)
  } catch (error) {
    const isDone = error instanceof ChannelError && doneAlready[part.kind]?.test(error.message)
    if (isDone) return { ids: [] }
    throw error
  }
}

/**
 * Sends once more, in a humbler form, what Telegram certainly refused for its form. Each remedy
 * removes what it is for, so this ends.
 */
async function attempt(api: TelegramApi, part: OutboundPart, signal: AbortSignal): Promise<Sent> {
  const { method, payload } = part
  try {
    const uploads = await openUploads(part)
    const result = await api.call({ method, payload, uploads, result: sendResult, signal })
    return { ids: result === true ? [] : [result].flat().map(toExternalId) }
  } catch (error) {
    const remedy = error instanceof ChannelError ? findRemedy(error, part) : undefined
    if (!remedy) throw error
    return attempt(api, { ...part, ...remedy }, signal)
  }
}

async function openUploads(part: OutboundPart): Promise<Upload[]> {
  const opened = await Promise.all(part.fileIds.map((id) => part.openFile(id)))
  return opened.map(({ file, stream }, index) => ({
    field: fieldOf(index),
    fileName: file.name,
    mime: file.mime,
    stream,
  }))
}
