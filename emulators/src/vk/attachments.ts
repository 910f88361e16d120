import sharp from 'sharp'
import { toUnix } from '../clock.ts'
import type { Upload } from '../multipart.ts'
import { addressOf } from './files.ts'
import type { Attachment } from './model.ts'
import type { Vk } from './vk.ts'
import { hex } from './world.ts'

/** Box of each size, as the platform letters them. */
const SIZES = { s: 75, m: 130, x: 604, y: 807, z: 1080, w: 2560 }
const FIRST_PHOTO_ID = 457_239_000
const FIRST_DOC_ID = 678_000_000

/** Makes a picture of bytes; throws when they are none. */
export async function makePhoto(vk: Vk, ownerId: number, { bytes }: Upload): Promise<Attachment> {
  const { width = 1, height = 1 } = await sharp(bytes, { autoOrient: true }).metadata()
  const longest = Math.max(width, height)
  const letters = Object.entries(SIZES).filter((_, i, all) => i === 0 || longest > all[i - 1]![1])
  const sizes = []
  for (const [type, box] of letters) {
    const { data, info } = await sharp(bytes, { autoOrient: true })
      .resize({ width: box, height: box, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 82 })
      .toBuffer({ resolveWithObject: true })
    const file = await vk.files.store(data, { name: `${type}.jpg`, mimeType: 'image/jpeg' })
    sizes.push({ type, width: info.width, height: info.height, url: addressOf(file) })
  }
  const { url, width: w, height: h } = sizes.at(-1)!
  return keep(vk, 'photo', {
    album_id: ownerId < 0 ? -64 : -15,
    date: toUnix(vk.clock.now()),
    id: FIRST_PHOTO_ID + vk.world.media.size,
    owner_id: ownerId,
    access_key: hex(9),
    text: '',
    has_tags: false,
    sizes,
    orig_photo: { type: 'base', url, width: w, height: h },
  })
}

const DOC_TYPES: [RegExp, number][] = [
  [/^(txt|pdf|docx?|xlsx?|pptx?|rtf|csv)$/, 1],
  [/^(zip|rar|7z|gz|tar)$/, 2],
  [/^gif$/, 3],
  [/^(jpe?g|png|webp|bmp)$/, 4],
  [/^(ogg|wav|m4a)$/, 5],
  [/^(mp4|avi|mov|webm)$/, 6],
  [/^(fb2|epub)$/, 7],
]

export async function makeDoc(vk: Vk, ownerId: number, upload: Upload): Promise<Attachment> {
  const file = await vk.files.store(upload.bytes, {
    name: upload.name,
    mimeType: upload.mimeType || 'application/octet-stream',
  })
  const ext = /\.([a-z0-9]{1,8})$/i.exec(upload.name)?.[1]?.toLowerCase() ?? ''
  return keep(vk, 'doc', {
    id: FIRST_DOC_ID + vk.world.media.size,
    owner_id: ownerId,
    title: upload.name,
    size: file.size,
    ext,
    date: toUnix(vk.clock.now()),
    type: DOC_TYPES.find(([pattern]) => pattern.test(ext))?.[1] ?? 8,
    url: addressOf(file),
    access_key: hex(9),
  })
}

export async function makeVoice(
  vk: Vk,
  ownerId: number,
  { bytes, duration = 3 }: Upload & { duration?: number | undefined },
): Promise<Attachment> {
  const file = await vk.files.store(bytes, { name: 'voice.ogg', mimeType: 'audio/ogg' })
  return keep(vk, 'audio_message', {
    id: FIRST_DOC_ID + vk.world.media.size,
    owner_id: ownerId,
    duration,
    link_ogg: addressOf(file),
    link_mp3: addressOf(file),
    access_key: hex(9),
    waveform: Array.from({ length: 32 }, (_, i) => (i * 7) % 31),
  })
}

/** The picture a sticker is drawn from is kept once and served in two sizes, as on the platform. */
export async function makeSticker(vk: Vk, stickerId: number, bytes: Buffer): Promise<Attachment> {
  const images = []
  for (const side of [64, 512]) {
    const data = await sharp(bytes).resize(side, side, { fit: 'inside' }).png().toBuffer()
    const file = await vk.files.store(data, { name: `${side}.png`, mimeType: 'image/png' })
    images.push({ url: addressOf(file), width: side, height: side })
  }
  return {
    type: 'sticker',
    body: {
      inner_type: 'base_sticker_new',
      sticker_id: stickerId,
      product_id: 279,
      images,
      images_with_background: images,
    },
  }
}

function keep(vk: Vk, type: string, body: Record<string, unknown>): Attachment {
  vk.world.saveMedia(`${type}${String(body.owner_id)}_${String(body.id)}`, { type, body })
  return { type, body }
}
