import {
  BadButtons,
  type Keyboard,
  type ReadButtons,
  type RichMedia,
  readKeyboard,
  readRichMedia,
} from './buttons.ts'
import type { Content } from './model.ts'
import { badData, missingData, Refusal } from './refusal.ts'

const MAX_JSON_BYTES = 30 * 1024
const MAX_NAME = 28
const MAX_TRACKING = 4000
const MAX_TEXT = 7000
/** Documents differ, from 120 to 768; this is what all of the newer ones allow. */
const MAX_CAPTION = 512
const MAX_VIDEO_BYTES = 27_262_976
const MAX_FILE_BYTES = 52_428_800
const MAX_DURATION = 180
const FORBIDDEN =
  /\.(exe|bat|cmd|com|msi|apk|ipa|app|ps1|inf1|vbs|vbe|jse|wsf|lnk|reg|scr|bin|csh|ksh|run|out|command|workflow)$/i

/** What a bot wants to say, checked but for whom it is for. */
export interface Outgoing {
  content: Content
  sender: string
  minApiVersion: number
  trackingData?: string
  keyboard?: Keyboard
  richMedia?: RichMedia
  /** To be fetched, and how much it is said to be. */
  media?: { url: string; kind: 'picture' | 'video' | 'file'; size?: number; name?: string }
}

type Source = Record<string, unknown>

/** Reads a message, refusing what the platform refuses; `sender` may be missing in a welcome. */
export function readOutgoing(body: Source, size: number, defaultSender?: string): Outgoing {
  if (size > MAX_JSON_BYTES) throw badData('the request is longer than 30 KB')
  const minApiVersion = readVersion(body.min_api_version)
  const sender = readSender(body.sender, defaultSender)
  const keyboard = attempt(() => has(body.keyboard) && readKeyboard(body.keyboard))
  const isBare = !has(body.type) && keyboard !== undefined
  const read = isBare ? { content: {} } : readContent(body)
  const needs = Math.max(keyboard?.needs ?? 1, read.richMedia?.needs ?? 1)
  if (minApiVersion < needs) throw new Refusal(14)
  const trackingData = readTracking(body.tracking_data)
  return {
    ...{ content: read.content, sender, minApiVersion },
    ...(trackingData !== undefined && { trackingData }),
    ...(keyboard && { keyboard: keyboard.value }),
    ...(read.richMedia && { richMedia: read.richMedia.value }),
    ...(read.media && { media: read.media }),
  }
}

const has = (value: unknown) => value !== undefined && value !== null && value !== ''

function readVersion(value: unknown): number {
  if (!has(value)) return 1
  if (!Number.isInteger(value) || (value as number) < 1) throw badData('min_api_version')
  return value as number
}

function readSender(source: unknown, fallback: string | undefined): string {
  const name = (source as { name?: unknown } | undefined)?.name ?? fallback
  if (!has(name)) throw missingData('sender.name')
  if (typeof name !== 'string' || name.length > MAX_NAME) throw badData('sender.name')
  return name
}

function readTracking(value: unknown): string | undefined {
  if (!has(value)) return undefined
  if (typeof value !== 'string' || value.length > MAX_TRACKING) throw badData('tracking_data')
  return value
}

function attempt<T>(read: () => ReadButtons<T> | false): ReadButtons<T> | undefined {
  try {
    return read() || undefined
  } catch (error) {
    throw error instanceof BadButtons ? badData(error.message) : error
  }
}

interface Read {
  content: Content
  richMedia?: ReadButtons<RichMedia>
  media?: NonNullable<Outgoing['media']>
}

function readContent(body: Source): Read {
  if (!has(body.type)) throw missingData('type')
  const read = READERS[body.type as string]
  if (!read) throw badData('type')
  return read(body)
}

const READERS: Record<string, (body: Source) => Read> = {
  text: ({ text }) => ({ content: { type: 'text', text: readText(text, 'text', MAX_TEXT) } }),
  picture: (body) => {
    const text = has(body.text) ? readText(body.text, 'text', MAX_CAPTION) : ''
    const url = readUrl(body.media, 'media')
    if (!/\.(jpe?g|png|gif)$/i.test(new URL(url).pathname)) throw badData('media')
    return { content: { type: 'picture', text }, media: { url, kind: 'picture' } }
  },
  video: (body) => {
    const size = readSize(body.size, MAX_VIDEO_BYTES)
    const { duration } = body
    if (has(duration) && !(Number(duration) > 0 && Number(duration) <= MAX_DURATION))
      throw badData('duration')
    const content = { type: 'video', ...(has(duration) && { duration }) }
    return { content, media: { url: readUrl(body.media, 'media'), kind: 'video', size } }
  },
  file: (body) => {
    const name = readText(body.file_name, 'file_name', 256)
    if (!/\.\w+$/.test(name) || FORBIDDEN.test(name)) throw badData('file_name')
    const size = readSize(body.size, MAX_FILE_BYTES)
    const content = { type: 'file', file_name: name }
    return { content, media: { url: readUrl(body.media, 'media'), kind: 'file', size, name } }
  },
  contact: ({ contact }) => {
    const { name, phone_number } = (contact ?? {}) as Source
    const read = {
      name: readText(name, 'contact.name', 28),
      phone_number: readText(phone_number, 'contact.phone_number', 18),
    }
    return { content: { type: 'contact', contact: read } }
  },
  location: ({ location }) => {
    const { lat, lon } = (location ?? {}) as Source
    if (!has(lat) || !has(lon)) throw missingData('location')
    if (!(Math.abs(Number(lat)) <= 90 && Math.abs(Number(lon)) <= 180)) throw badData('location')
    return { content: { type: 'location', location: { lat: Number(lat), lon: Number(lon) } } }
  },
  url: ({ media }) => ({ content: { type: 'url', media: readUrl(media, 'media') } }),
  sticker: ({ sticker_id }) => {
    if (!has(sticker_id)) throw missingData('sticker_id')
    if (!/^\d+$/.test(String(sticker_id))) throw badData('sticker_id')
    return { content: { type: 'sticker', sticker_id } }
  },
  rich_media: ({ rich_media, alt_text }) => {
    if (!has(rich_media)) throw missingData('rich_media')
    const richMedia = attempt(() => readRichMedia(rich_media))!
    return { content: { type: 'rich_media', ...(has(alt_text) && { alt_text }) }, richMedia }
  },
}

function readText(value: unknown, name: string, most: number): string {
  if (!has(value)) throw missingData(name)
  if (typeof value !== 'string' || value.length > most) throw badData(name)
  return value
}

function readUrl(value: unknown, name: string): string {
  const url = readText(value, name, 2000)
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw badData(name)
  return url
}

function readSize(value: unknown, most: number): number {
  if (!has(value)) throw missingData('size')
  if (!Number.isInteger(value) || (value as number) < 1) throw badData('size')
  if ((value as number) > most) throw badData('size')
  return value as number
}
