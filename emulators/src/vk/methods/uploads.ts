import sharp from 'sharp'
import type { Upload } from '../../multipart.ts'
import { ApiError, isInvalid } from '../api-error.ts'
import { makeDoc, makePhoto, makeVoice } from '../attachments.ts'
import { getWritable } from '../dialogs.ts'
import type { Attachment, StoredFile } from '../model.ts'
import type { Vk } from '../vk.ts'
import { wireAttachment } from '../wire.ts'
import { type Call, COMMUNITY, communityOf, type Method } from './call.ts'

const ADDRESS_LIVES_MS = 3600_000
const MAX_PHOTO_BYTES = 50 * (1 << 20)
export const MAX_DOC_BYTES = 200 * (1 << 20)
const REFUSED_FILES = /\.(mp3|exe|msi|bat|cmd|com|scr|apk|sh)$/i

type UploadKind = 'photo' | 'doc' | 'audio_message'

interface Address {
  kind: UploadKind
  communityId: number
}

export interface Uploaded extends Address {
  file: StoredFile
}

export const uploadMethods: Method[] = [
  {
    name: 'photos.getMessagesUploadServer',
    kinds: COMMUNITY,
    right: 'photos',
    run: (call) => ({
      upload_url: giveAddress(call, 'photo'),
      album_id: -64,
      user_id: 0,
      group_id: call.token.communityId,
    }),
  },
  { name: 'photos.saveMessagesPhoto', kinds: COMMUNITY, right: 'photos', run: savePhoto },
  { name: 'docs.getMessagesUploadServer', kinds: COMMUNITY, right: 'docs', run: giveDocAddress },
  { name: 'docs.save', kinds: COMMUNITY, right: 'docs', run: saveDoc },
]

function giveDocAddress(call: Call): unknown {
  const type = call.params.text('type') || 'doc'
  if (type !== 'doc' && type !== 'audio_message') throw isInvalid('type is invalid')
  return { upload_url: giveAddress(call, type) }
}

/** Already here a person who denied messages cannot be sent anything. */
function giveAddress(call: Call, kind: UploadKind): string {
  const community = communityOf(call)
  const peerId = call.params.integer('peer_id', 0)
  if (peerId !== 0) getWritable(call.vk, community, peerId)
  const address: Address = { kind, communityId: community.id }
  return `${call.vk.here}/upload/${call.vk.tickets.give('upload', address, ADDRESS_LIVES_MS)}`
}

/** What the upload address answers to a file. */
export async function receiveUpload(
  vk: Vk,
  key: string,
  uploads: Map<string, Upload>,
): Promise<Record<string, unknown> | undefined> {
  const address = vk.tickets.take<Address>('upload', key)
  if (!address) return undefined
  const upload = uploads.get(address.kind === 'photo' ? 'photo' : 'file')
  return address.kind === 'photo'
    ? receivePhoto(vk, address, upload)
    : receiveFile(vk, address, upload)
}

async function receivePhoto(vk: Vk, address: Address, upload: Upload | undefined) {
  const hash = { server: 626_627, hash: 'none' }
  // The platform says «no picture» this way, not with an error.
  if (!upload || !(await isPicture(upload.bytes))) return { ...hash, photo: '[]' }
  const receipt = await keep(vk, address, upload)
  return {
    server: 626_627,
    photo: JSON.stringify([{ photo: receipt }]),
    hash: receipt.slice(0, 12),
  }
}

async function isPicture(bytes: Buffer): Promise<boolean> {
  if (bytes.length > MAX_PHOTO_BYTES) return false
  const found = await sharp(bytes)
    .metadata()
    .catch(() => undefined)
  if (!found || !['jpeg', 'png', 'gif'].includes(found.format ?? '')) return false
  const { width = 0, height = 0 } = found
  return width + height <= 14_000 && Math.max(width, height) <= 20 * Math.min(width, height)
}

async function receiveFile(vk: Vk, address: Address, upload: Upload | undefined) {
  const refusal = !upload
    ? ['no_file', 'File is not found']
    : upload.bytes.length === 0
      ? ['empty_file', 'File is empty']
      : upload.bytes.length > MAX_DOC_BYTES
        ? ['file_too_big', 'File is too big']
        : REFUSED_FILES.test(upload.name) && address.kind === 'doc'
          ? ['wrong_type', 'This type of file is not allowed']
          : undefined
  if (refusal || !upload) return { error: refusal?.[0], error_descr: refusal?.[1] }
  return { file: `${address.communityId}|${await keep(vk, address, upload)}` }
}

async function keep(vk: Vk, address: Address, upload: Upload): Promise<string> {
  const file = await vk.files.store(upload.bytes, { name: upload.name, mimeType: upload.mimeType })
  return vk.tickets.give('uploaded', { ...address, file }, ADDRESS_LIVES_MS)
}

async function savePhoto(call: Call): Promise<unknown> {
  const { vk, params, token } = call
  const receipt = readReceipt(params.text('photo'))
  if (params.text('hash') !== receipt.slice(0, 12)) throw new ApiError(121)
  const upload = await takeUploaded(vk, receipt, token.communityId!)
  if (upload?.kind !== 'photo') throw new ApiError(129)
  return [(await makePhoto(vk, -token.communityId!, upload)).body]
}

function readReceipt(photo: string): string {
  try {
    const [first] = JSON.parse(photo) as { photo?: string }[]
    if (first?.photo) return first.photo
  } catch {
    // as good as none
  }
  throw new ApiError(129)
}

async function saveDoc(call: Call): Promise<unknown> {
  const { vk, params, token } = call
  const receipt = params.text('file').split('|')[1] ?? ''
  const upload = await takeUploaded(vk, receipt, token.communityId!)
  if (!upload || upload.kind === 'photo') throw new ApiError(105)
  const named = { ...upload, name: params.text('title') || upload.name }
  const owner = -token.communityId!
  const made: Attachment =
    upload.kind === 'doc' ? await makeDoc(vk, owner, named) : await makeVoice(vk, owner, named)
  return wireAttachment(made)
}

async function takeUploaded(vk: Vk, receipt: string, communityId: number) {
  const found = vk.tickets.take<Uploaded>('uploaded', receipt)
  if (!found || found.communityId !== communityId) return undefined
  const { name, mimeType } = found.file
  return { kind: found.kind, name, mimeType, bytes: await vk.files.read(found.file) }
}
