import type { OutboundPart } from '../contract.ts'
import { ChannelError } from '../errors.ts'
import { multipart } from '../kit/multipart.ts'
import type { VkApi } from './api.ts'
import { isForbidden, type UploadType } from './media.ts'
import {
  type Saved,
  savedFile,
  savedPhotos,
  uploadedFile,
  uploadedPhoto,
  uploadPlace,
} from './types.ts'

type Opened = Awaited<ReturnType<OutboundPart['openFile']>>

interface Where {
  /** Whose dialog it is for: documents are shown to nobody else. */
  peerId: number
  signal: AbortSignal
}

/**
 * https://dev.vk.com/ru/api/upload: a place for the bytes, the bytes, and a name that a message can
 * give. Places live for minutes: each file asks for its own.
 */
export async function upload(
  api: VkApi,
  type: UploadType,
  opened: Opened,
  where: Where,
): Promise<string> {
  if (type === 'photo') return uploadPhoto(api, opened, where)
  const { file } = opened
  if (isForbidden(file.name)) {
    await opened.stream.cancel()
    throw new ChannelError('bad-format', `${file.name} is of a kind that is not taken`, {
      executed: 'no',
    })
  }
  const { upload_url } = await api.call({
    method: 'docs.getMessagesUploadServer',
    params: { type, peer_id: where.peerId },
    result: uploadPlace,
    signal: where.signal,
  })
  const answer = uploadedFile.safeParse(await give(api, upload_url, 'file', opened, where)).data
  if (!answer) throw refused(file.name)
  const { doc, audio_message } = await api.call({
    method: 'docs.save',
    params: { file: answer.file, title: file.name },
    result: savedFile,
    signal: where.signal,
  })
  const saved = audio_message ?? doc
  if (!saved) throw refused(file.name)
  return toName(audio_message ? 'audio_message' : 'doc', saved)
}

async function uploadPhoto(api: VkApi, opened: Opened, where: Where): Promise<string> {
  const { upload_url } = await api.call({
    method: 'photos.getMessagesUploadServer',
    params: { peer_id: where.peerId },
    result: uploadPlace,
    signal: where.signal,
  })
  const answer = uploadedPhoto.safeParse(await give(api, upload_url, 'photo', opened, where)).data
  // An empty list says that the picture could not be read.
  if (!answer || answer.photo === '' || answer.photo === '[]') throw refused(opened.file.name)
  const [saved] = await api.call({
    method: 'photos.saveMessagesPhoto',
    params: { server: answer.server, photo: answer.photo, hash: answer.hash },
    result: savedPhotos,
    signal: where.signal,
  })
  return toName('photo', saved!)
}

export const toName = (type: string, { owner_id, id, access_key }: Saved): string =>
  `${type}${owner_id}_${id}${access_key ? `_${access_key}` : ''}`

function give(
  api: VkApi,
  url: string,
  field: string,
  { file, stream }: Opened,
  { signal }: Where,
): Promise<unknown> {
  const { contentType, contentLength, body } = multipart({}, [
    { field, fileName: file.name, mime: file.mime, stream, bytes: file.bytes },
  ])
  // A body that is a stream must say that it is sent before the answer is read.
  const init: RequestInit & { duplex: 'half' } = {
    headers: { 'content-type': contentType, 'content-length': String(contentLength) },
    body,
    duplex: 'half',
    signal,
  }
  return api.upload(url, init)
}

const refused = (name: string) =>
  new ChannelError('bad-format', `${name} was not taken`, { executed: 'no' })
