import { randomBytes } from 'node:crypto'
import { makeAsset } from './assets.ts'
import { fetchPicture } from './fetch-picture.ts'
import type { Ground } from './ground.ts'
import { readKeyboard } from './keyboard.ts'
import type { AssetKind, Attachment, Bot } from './model.ts'
import { badPayload } from './refusal.ts'
import type { Formatted } from './text/formatted.ts'
import { readHtml } from './text/html.ts'
import { readMarkdown } from './text/markdown.ts'

const MAX_TEXT = 4000
const MAX_ATTACHMENTS = 12

/** What a bot wants to say; `attachments` absent means: leave those there are. */
export interface NewMessage {
  formatted?: Formatted
  attachments?: Attachment[]
  link?: { type: 'reply' | 'forward'; mid: string }
}

/** Reads a NewMessageBody. */
export async function readNewMessage(max: Ground, bot: Bot, source: unknown): Promise<NewMessage> {
  if (typeof source !== 'object' || source === null || Array.isArray(source))
    throw badPayload('Message body must be an object')
  const body = source as Record<string, unknown>
  const formatted = readText(body)
  const attachments = await readAttachments(max, bot, body.attachments)
  const link = readLink(body.link)
  return {
    ...(formatted && { formatted }),
    ...(attachments && { attachments }),
    ...(link && { link }),
  }
}

function readText({ text, format, notify }: Record<string, unknown>): Formatted | undefined {
  if (notify !== undefined && notify !== null && typeof notify !== 'boolean')
    throw badPayload("Field 'notify' must be a boolean")
  const isNamed = format !== undefined && format !== null
  if (isNamed && format !== 'markdown' && format !== 'html')
    throw badPayload(`Unknown format: ${String(format)}`)
  if (text === undefined || text === null) return undefined
  if (typeof text !== 'string') throw badPayload("Field 'text' must be a string")
  if (text.length > MAX_TEXT)
    throw badPayload(`Field 'text' size (${text.length}) must be at most ${MAX_TEXT}`)
  if (format === 'html') return readHtml(text)
  return format === 'markdown' ? readMarkdown(text) : { text, markup: [] }
}

function readLink(source: unknown): NewMessage['link'] {
  if (source === undefined || source === null) return undefined
  const { type, mid } = source as Record<string, unknown>
  if (type !== 'reply' && type !== 'forward') throw badPayload(`Unknown link type: ${String(type)}`)
  if (typeof mid !== 'string' || !/^(mid\.)?[\w-]+$/.test(mid))
    throw badPayload("Field 'mid' must match (mid.)?[a-zA-Z0-9_\\-]+")
  return { type, mid }
}

async function readAttachments(
  max: Ground,
  bot: Bot,
  source: unknown,
): Promise<Attachment[] | undefined> {
  if (source === undefined || source === null) return undefined
  if (!Array.isArray(source)) throw badPayload("Field 'attachments' must be a list")
  if (source.length > MAX_ATTACHMENTS)
    throw badPayload(
      `Field 'attachments' size (${source.length}) must be at most ${MAX_ATTACHMENTS}`,
    )
  const attachments: Attachment[] = []
  for (const one of source)
    attachments.push(...(await readAttachment(max, bot, (one ?? {}) as Record<string, unknown>)))
  checkCompany(attachments)
  return attachments
}

const LONELY = new Set(['audio', 'file', 'contact', 'sticker'])

/** Some kinds stand alone in their message; only a file may have a keyboard below it. */
function checkCompany(attachments: Attachment[]): void {
  const keyboards = attachments.filter(({ type }) => type === 'inline_keyboard').length
  if (keyboards > 1) throw badPayload('Must be only one inline keyboard in message')
  const lonely = attachments.find(({ type }) => LONELY.has(type))
  if (!lonely) return
  const others = attachments.length - 1 - (lonely.type === 'file' ? keyboards : 0)
  if (others > 0) throw badPayload(`Must be only one ${lonely.type} attachment in message`)
}

async function readAttachment(
  max: Ground,
  bot: Bot,
  { type, payload, ...rest }: Record<string, unknown>,
): Promise<Attachment[]> {
  const fields = (payload ?? {}) as Record<string, unknown>
  switch (type) {
    case 'inline_keyboard': {
      const callbackId = randomBytes(9).toString('base64url')
      return [{ type, callbackId, rows: readKeyboard(payload) }]
    }
    case 'image':
      return readImages(max, bot, fields)
    case 'video':
    case 'audio':
    case 'file':
      return [byToken(max, bot, type, fields.token)]
    case 'sticker':
      return [byToken(max, bot, type, fields.code)]
    case 'contact':
      return [readContact(fields)]
    case 'location':
      return [readLocation(rest)]
    case 'share':
      if (typeof fields.url !== 'string') throw badPayload('Invalid share attachment')
      return [{ type, url: fields.url }]
    default:
      throw badPayload(`Unknown attachment type: ${String(type)}`)
  }
}

/** A token of another kind is as bad as an unknown one. */
function byToken(max: Ground, bot: Bot, type: AssetKind, token: unknown): Attachment {
  const asset = typeof token === 'string' ? max.world.assets.find(token) : undefined
  const name = type === 'image' ? 'photo' : type
  if (!asset || asset.kind !== type || asset.botId !== bot.id)
    throw badPayload(`Invalid ${name} token provided: ${String(token)}`)
  return { type, token: asset.token }
}

async function readImages(
  max: Ground,
  bot: Bot,
  { token, photos, url }: Record<string, unknown>,
): Promise<Attachment[]> {
  const given = [token, photos, url].filter((one) => one !== undefined && one !== null)
  if (given.length !== 1) throw badPayload("One of 'token', 'photos', 'url' is required")
  if (typeof url === 'string') {
    const asset = await makeAsset(max, bot.id, 'image', await fetchPicture(url))
    return [{ type: 'image', token: asset.token }]
  }
  if (!photos) return [byToken(max, bot, 'image', token)]
  const tokens = Object.values(photos as Record<string, { token?: unknown }>)
  return tokens.map((photo) => byToken(max, bot, 'image', photo?.token))
}

function readContact({ name, vcf_info, vcf_phone }: Record<string, unknown>): Attachment {
  if (typeof vcf_info === 'string') return { type: 'contact', vcf: vcf_info }
  if (typeof name !== 'string' && typeof vcf_phone !== 'string')
    throw badPayload('Invalid contact attachment')
  return { type: 'contact', vcf: writeCard(String(name ?? ''), String(vcf_phone ?? '')) }
}

export function writeCard(name: string, phone: string): string {
  const digits = phone.replace(/\D/g, '')
  const lines = ['BEGIN:VCARD', 'VERSION:3.0', `TEL;TYPE=cell:${digits}`, `FN:${name}`, 'END:VCARD']
  return lines.map((line) => `${line}\r\n`).join('')
}

function readLocation({ latitude, longitude }: Record<string, unknown>): Attachment {
  if (typeof latitude !== 'number' || typeof longitude !== 'number')
    throw badPayload("Fields 'latitude' and 'longitude' must be numbers")
  return { type: 'location', latitude, longitude }
}
