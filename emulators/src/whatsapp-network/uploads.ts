import type { FastifyRequest } from 'fastify'
import { ControlError, Fields } from '../fields.ts'
import { parseMultipart, type Upload } from '../multipart.ts'
import { wrapOpus } from '../ogg.ts'
import { makeSample } from '../samples.ts'
import { readWebmPackets } from '../webm.ts'
import { type Content, type FileRef, MEDIA, type MediaKind } from './model.ts'
import type { Network } from './network.ts'

const MAX_UPLOAD = 110 * (1 << 20)
/** What people send is kept this long by the platform. */
const INBOUND_LIVES_MS = 7 * 24 * 3600_000

export async function readBody(request: FastifyRequest, maxBytes = MAX_UPLOAD): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.raw as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw new ControlError(413, 'the body is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** A control request: JSON, or a form with a file. */
export async function readFields(request: FastifyRequest): Promise<Fields> {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/')) return new Fields(request.body)
  const parts = parseMultipart(await readBody(request), type) ?? []
  const body: Record<string, unknown> = {}
  for (const { name, value, upload } of parts) body[upload ? 'upload' : name] = upload ?? value
  return new Fields(body)
}

/** A file from the request, in either form, or a sample when none is given. */
export async function readMedia(network: Network, line: string, fields: Fields): Promise<Content> {
  const kind = readKind(fields.text('kind'))
  const upload = await readUpload(kind, fields)
  const stored = await network.files.store(line, upload, INBOUND_LIVES_MS)
  const caption = fields.optionalText('caption')
  return {
    kind,
    file: fileRef(stored),
    ...(caption !== undefined && caption !== '' && { text: caption }),
  }
}

export function fileRef({ id, mimeType, size, name }: FileRef): FileRef {
  return { id, mimeType, size, ...(name && { name }) }
}

function readKind(text: string): MediaKind {
  const kind = MEDIA.find((known) => known === (text === 'photo' ? 'image' : text))
  if (!kind) throw new ControlError(400, `"kind" must be one of photo, ${MEDIA.join(', ')}`)
  return kind
}

async function readUpload(kind: MediaKind, fields: Fields): Promise<Upload> {
  if (fields.has('upload')) return asSentByPhone(kind, fields.raw('upload') as Upload)
  const sample = await makeSample(kind === 'image' ? 'photo' : kind)
  const named = {
    name: fields.optionalText('name') ?? sample.name,
    mimeType: fields.optionalText('mimeType') ?? mimeOf(kind, sample.mimeType),
  }
  const base64 = fields.optionalText('base64')
  return { ...named, bytes: base64 === undefined ? sample.bytes : Buffer.from(base64, 'base64') }
}

/** Some browsers record WebM only; a phone would have made OGG of the sound. */
function asSentByPhone(kind: MediaKind, upload: Upload): Upload {
  const isWebm = upload.mimeType.startsWith('audio/webm')
  const bytes = kind === 'voice' && isWebm ? wrapOpus(readWebmPackets(upload.bytes)) : upload.bytes
  return { ...upload, bytes, mimeType: mimeOf(kind, upload.mimeType) }
}

const mimeOf = (kind: MediaKind, type: string) =>
  kind === 'voice' ? 'audio/ogg; codecs=opus' : type
