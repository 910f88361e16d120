import type { z } from 'zod'

import type { OutboundPart } from '../contract.ts'
import { ChannelError } from '../errors.ts'
import { multipart } from '../kit/multipart.ts'
import type { MaxApi } from './api.ts'
import type { UploadType } from './media.ts'
import { uploaded, uploadPlace } from './types.ts'

export interface Uploaded {
  type: UploadType
  payload: Partial<z.output<typeof uploaded>>
}

/**
 * https://dev.max.ru/docs-api/methods/POST/uploads: a place for the bytes, the bytes, and a token
 * that a message can name. Films and sounds have theirs before the bytes, and answer in XML.
 */
export async function upload(
  api: MaxApi,
  type: UploadType,
  { file, stream }: Awaited<ReturnType<OutboundPart['openFile']>>,
  signal: AbortSignal,
): Promise<Uploaded> {
  const place = await api.call({
    method: 'POST',
    path: '/uploads',
    query: { type },
    result: uploadPlace,
    signal,
  })
  const { contentType, contentLength, body } = multipart({}, [
    { field: 'data', fileName: file.name, mime: file.mime, stream, bytes: file.bytes },
  ])
  // A body that is a stream must say that it is sent before the answer is read.
  const init: RequestInit & { duplex: 'half' } = {
    // Without a length the places for uploads refuse the bytes.
    headers: { 'content-type': contentType, 'content-length': String(contentLength) },
    body,
    duplex: 'half',
    signal,
  }
  const answer = await api.upload(place.url, init)
  const token = place.token
  const payload = token === undefined ? readTokens(answer) : { token }
  return { type, payload }
}

function readTokens(answer: string): Uploaded['payload'] {
  const { data } = uploaded.safeParse(parse(answer))
  if (data?.token !== undefined || data?.photos !== undefined) return data
  throw new ChannelError('unreachable', 'the upload answered without a token', { executed: 'no' })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
