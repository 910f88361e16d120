import { randomInt } from 'node:crypto'
import type { MediaKind } from '../media.ts'
import { isObject, Params } from '../params.ts'
import { badRequest, Refusal } from '../refusal.ts'
import { post } from '../transcript.ts'
import { wireMessage } from '../wire.ts'
import type { Content } from '../wire-types.ts'
import type { Call, Method } from './call.ts'
import { getOpenChat, readReplyTarget } from './chats.ts'
import { captionOf, readMedia } from './send-media.ts'

type PartKind = Extract<MediaKind, 'photo' | 'video' | 'document' | 'audio'>
const KINDS: PartKind[] = ['photo', 'video', 'document', 'audio']
const MAX_PARTS = 10

interface Part {
  kind: PartKind
  fields: Record<string, unknown>
}

/** All or nothing: every part is read before the first is sent. */
export const sendMediaGroup: Method = async (call) => {
  const { telegram, bot, method } = call
  const parts = readParts(call.params)
  const chat = getOpenChat(call)
  const replyTo = readReplyTarget(call, chat)
  const contents: Content[] = []
  for (const [index, part] of parts.entries()) contents.push(await readPart(call, part, index))
  const group = parts.length > 1 ? { media_group_id: newAlbumId() } : {}
  return contents
    .map((content) => ({ ...group, ...content }))
    .map((content) => post(telegram, chat, { authorId: bot.id, content, replyTo, method }))
    .map((message) => wireMessage(telegram.world, chat, message))
}

export const newAlbumId = () => `138${randomInt(1e13, 1e14)}`

function readParts(params: Params): Part[] {
  const media = params.json('media', "can't parse media JSON object")
  if (media === undefined) throw badRequest('there are no messages to send')
  if (!Array.isArray(media)) throw badRequest('expected an Array of InputMedia')
  if (media.length === 0) throw badRequest('there are no messages to send')
  if (media.length > MAX_PARTS) throw badRequest('too many messages to send as an album')
  const parts = media.map(readPartKind)
  for (const kind of ['document', 'audio'] as const)
    if (
      new Set(parts.map((part) => part.kind)).size > 1 &&
      parts.some((part) => part.kind === kind)
    )
      throw badRequest(`${kind} can't be mixed with other media types`)
  return parts
}

function readPartKind(item: unknown): Part {
  if (!isObject(item)) throw badRequest("can't parse InputMedia: expected an Object")
  const kind = KINDS.find((known) => known === item.type)
  if (!kind) throw badRequest("can't parse InputMedia: type of the media is wrong")
  return { kind, fields: item }
}

async function readPart(call: Call, { kind, fields }: Part, index: number): Promise<Content> {
  const params = new Params()
  params.setJson(fields)
  try {
    const media = await readMedia(call, kind, params.text('media'), `media`)
    return { ...media, ...captionOf(params) }
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 400) throw error
    const reason = error.message.replace(/^Bad Request: /, '')
    throw badRequest(`failed to send message #${index + 1} with the error message "${reason}"`)
  }
}
