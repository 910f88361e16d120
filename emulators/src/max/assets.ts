import { randomBytes, randomInt } from 'node:crypto'
import sharp from 'sharp'
import type { Upload } from '../multipart.ts'
import { makeSample } from '../samples.ts'
import type { Ground } from './ground.ts'
import type { Asset, AssetKind } from './model.ts'
import { Refusal } from './refusal.ts'

const MAX_SIDE = 7680
/** What the platform shows as a picture; WEBP is not among them. */
const FORMATS = new Set(['jpeg', 'png', 'gif', 'tiff', 'heif'])
const MEGABYTE = 1 << 20

export const MAX_BYTES: Record<AssetKind, number> = {
  image: 50 * MEGABYTE,
  video: 250 * MEGABYTE,
  audio: 256 * MEGABYTE,
  // The platform takes 4 GB; here all of it is held in memory.
  file: 512 * MEGABYTE,
  sticker: MEGABYTE,
}

const uploadRefused = (message: string) => new Refusal(400, 'upload.error', message)

export const newToken = () => randomBytes(33).toString('base64url')

interface Extra {
  token?: string
  duration?: number
}

/** Keeps a file and everything the platform says about it. */
export async function makeAsset(
  max: Ground,
  botId: number,
  kind: AssetKind,
  upload: Upload,
  { token = newToken(), duration }: Extra = {},
): Promise<Asset> {
  if (upload.bytes.length === 0) throw uploadRefused('The file is empty')
  if (upload.bytes.length > MAX_BYTES[kind]) throw uploadRefused('The file is too large')
  const size = kind === 'image' || kind === 'sticker' ? await measure(kind, upload.bytes) : {}
  const { id } = await max.files.store(String(botId), withType(kind, upload))
  const asset: Asset = { token, kind, botId, fileId: id, ...size }
  if (kind === 'image') asset.photoId = randomInt(2 ** 33, 2 ** 34)
  if (kind === 'video') await describeVideo(max, asset)
  if (duration !== undefined) asset.duration = duration
  return max.world.assets.save(asset)
}

async function measure(kind: AssetKind, bytes: Buffer): Promise<{ width: number; height: number }> {
  const isBitmap = bytes.subarray(0, 2).toString('latin1') === 'BM'
  if (isBitmap) return { width: bytes.readInt32LE(18), height: Math.abs(bytes.readInt32LE(22)) }
  const found = await sharp(bytes)
    .metadata()
    .catch(() => undefined)
  const isKnown = found && (kind === 'sticker' || FORMATS.has(found.format))
  if (!isKnown || !found.width || !found.height)
    throw uploadRefused('The format of the image is not supported')
  if (found.width > MAX_SIDE || found.height > MAX_SIDE)
    throw uploadRefused(`The image must be at most ${MAX_SIDE}x${MAX_SIDE}`)
  return { width: found.width, height: found.height }
}

async function describeVideo(max: Ground, asset: Asset): Promise<void> {
  const thumbnail = await max.files.store(String(asset.botId), await makeSample('photo'))
  Object.assign(asset, { width: 720, height: 1280, duration: 2, thumbnailId: thumbnail.id })
}

const TYPES: Partial<Record<AssetKind, string>> = { video: 'video/mp4', audio: 'audio/ogg' }

/** Clients of the platform name no type, and its files are served with one all the same. */
function withType(kind: AssetKind, upload: Upload): Upload {
  const isNamed = upload.mimeType !== '' && upload.mimeType !== 'application/octet-stream'
  const mimeType = isNamed ? upload.mimeType.split(';')[0]! : (TYPES[kind] ?? upload.mimeType)
  if (kind !== 'image' || isNamed)
    return { ...upload, mimeType: mimeType || 'application/octet-stream' }
  return { ...upload, mimeType: upload.bytes[0] === 0x89 ? 'image/png' : 'image/jpeg' }
}
