import type { Upload } from '../../multipart.ts'
import { fetchUrl } from '../fetch-url.ts'
import type { FileKind } from '../files.ts'
import { type MediaKind, makeMedia, wireFile } from '../media.ts'
import type { Params } from '../params.ts'
import { badRequest, Refusal } from '../refusal.ts'
import { readCaption } from '../text/read-text.ts'
import type { Content, Media } from '../wire-types.ts'
import type { Call, Method } from './call.ts'
import { getOpenChat } from './chats.ts'
import { send } from './send.ts'

const MAX_UPLOAD_BYTES = 50 * (1 << 20)
const MAX_URL_BYTES = { photo: 5 * (1 << 20), other: 20 * (1 << 20) }

export const sendPhoto = sendFile('photo')
export const sendDocument = sendFile('document')
export const sendVoice = sendFile('voice')
export const sendAudio = sendFile('audio')
export const sendVideo = sendFile('video')
export const sendAnimation = sendFile('animation')
export const sendVideoNote = sendFile('video_note')
export const sendSticker = sendFile('sticker')

function sendFile(kind: MediaKind): Method {
  return async (call) => {
    // A round video and a sticker have no caption: what is given is ignored.
    const caption = kind === 'video_note' || kind === 'sticker' ? {} : captionOf(call.params)
    // Not to store files for people who will not get them; `send` looks again, in its own order.
    if (call.params.has('chat_id')) getOpenChat(call)
    const media = await readMedia(call, kind, call.params.text(kind), kind)
    return send(call, { ...media, ...caption })
  }
}

export function captionOf(params: Params): Content {
  const { text, entities } = readCaption(params)
  return {
    ...(text !== '' && { caption: text }),
    ...(entities.length > 0 && { caption_entities: entities }),
  }
}

/** A file parameter: an upload, the id of a file this bot has seen, or an address to fetch. */
export async function readMedia(
  call: Call,
  kind: MediaKind,
  value: string,
  field: string,
): Promise<Content> {
  const { telegram, bot, params } = call
  const upload = findUpload(params, value, field)
  if (upload) {
    if (upload.bytes.length === 0) throw badRequest('file must be non-empty')
    if (upload.bytes.length > MAX_UPLOAD_BYTES) throw new Refusal(413)
    return makeMedia(telegram.files, kind, { ...upload, ...readDetails(params), botId: bot.id })
  }
  if (value === '') throw badRequest(`there is no ${kind.replace('_', ' ')} in the request`)
  if (/^https?:\/\//i.test(value)) {
    if (kind === 'video_note') throw badRequest("can't use HTTP URL for video notes")
    const limit = kind === 'photo' ? MAX_URL_BYTES.photo : MAX_URL_BYTES.other
    const fetched = await fetchUrl(value, limit)
    return makeMedia(telegram.files, kind, { ...fetched, ...readDetails(params), botId: bot.id })
  }
  return findSent(call, kind, value)
}

function findUpload(params: Params, value: string, field: string): Upload | undefined {
  if (!value.startsWith('attach://')) return value === '' ? params.upload(field) : undefined
  const upload = params.upload(value.slice('attach://'.length))
  if (!upload) throw badRequest(`can't parse ${field}: attached file not found`)
  return upload
}

function readDetails(params: Params) {
  return {
    ...(params.has('duration') && { duration: params.integer('duration') }),
    ...(params.has('performer') && { performer: params.text('performer') }),
    ...(params.has('title') && { title: params.text('title') }),
    ...(params.has('emoji') && { emoji: params.text('emoji') }),
  }
}

/** The same file once more, as it was described the first time. */
function findSent({ telegram, bot }: Call, kind: FileKind, id: string): Content {
  const file = telegram.files.get(bot.id, id)
  for (const chat of telegram.world.chats()) {
    if (chat.botId !== bot.id) continue
    for (const { content } of chat.messages.values()) {
      if (kind === 'photo' && content.photo?.some((size) => size.file_id === id))
        return { photo: content.photo }
      const media = content[kind as keyof Content] as Media | undefined
      if (kind !== 'photo' && media?.file_id === id) return { [kind]: media }
    }
  }
  if (kind === 'photo') throw badRequest(`can't use file of type Document as Photo`)
  return {
    [kind]: {
      ...wireFile(file),
      ...(file.name && { file_name: file.name }),
      ...(file.mimeType && { mime_type: file.mimeType }),
    },
  }
}
