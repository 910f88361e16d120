import type { Content, FileRef, MediaKind } from '../../whatsapp-network/model.ts'
import { fileRef } from '../../whatsapp-network/uploads.ts'
import { badParameter, refuse } from '../errors.ts'
import type { BusinessNumber } from '../model.ts'
import type { WhatsApp } from '../whatsapp.ts'
import { type Body, isObject, longText, object } from './fields.ts'
import type { PendingLink } from './links.ts'
import { findFault } from './media-rules.ts'

/** What a message is to show, and what has to be fetched for it. */
export interface Draft {
  content: Content
  link?: PendingLink
}

export interface Place {
  whatsapp: WhatsApp
  number: BusinessNumber
}

export type MediaType = 'image' | 'video' | 'audio' | 'document' | 'sticker'

export function readMediaMessage(place: Place, type: MediaType, body: Body): Draft {
  const media = object(body, type)
  const kind = type === 'audio' && media.voice === true ? 'voice' : type
  const caption = longText(media, 'caption', type, 1024)
  if (caption !== undefined && (type === 'audio' || type === 'sticker'))
    throw badParameter(`Param ${type}['caption'] is not a valid parameter.`)
  const found = readMedia(place, kind, media)
  const content: Content = { kind, ...(caption && { text: caption }) }
  if ('url' in found) return { content, link: { ...found, place: 'file' } }
  return { content: { ...content, file: found } }
}

type Found = FileRef | { url: string; kind: MediaKind; name?: string }

/** Uploaded before, or to be fetched from a link. */
export function readMedia({ whatsapp, number }: Place, kind: MediaKind, media: Body): Found {
  const { id, link, filename } = media
  const name = typeof filename === 'string' ? filename : undefined
  if (typeof link === 'string' && id === undefined) {
    if (!/^https?:\/\//.test(link)) throw badParameter(`Param ${kind}['link'] is not a valid URI.`)
    return { url: link, kind, ...(name !== undefined && { name }) }
  }
  if (id === undefined) throw refuse(131008, `${kind}: one of id and link is required`)
  const file = whatsapp.network.files.find(String(id))
  if (!file || file.line !== number.id)
    throw badParameter(
      `Param ${kind}['id'] is not a valid whatsapp business account media attachment ID.`,
    )
  const fault = findFault(kind, file.mimeType, file.size)
  if (fault) throw refuse(131053, fault)
  return { ...fileRef(file), ...(name !== undefined && { name }) }
}

const HEADERS = ['image', 'video', 'document'] as const

/** The header of an interactive message or of a template: a text or a file. */
export function readHeader(
  place: Place,
  header: unknown,
  maxText = 60,
): Pick<Draft, 'link'> & {
  header?: NonNullable<Content['header']>
} {
  if (!isObject(header)) throw refuse(131009, 'header must be an object')
  if (header.type === 'text') {
    const text = header.text
    if (typeof text !== 'string' || text === '') throw refuse(131008, 'header.text is required')
    if ([...text].length > maxText)
      throw refuse(131009, `Header text length invalid. Min length: 1, Max length: ${maxText}`)
    return { header: { text } }
  }
  const kind = HEADERS.find((known) => known === header.type)
  if (!kind) throw refuse(131009, `header.type ${String(header.type)} is not supported`)
  const found = readMedia(place, kind, object(header, kind))
  if ('url' in found) return { link: { ...found, place: 'header' } }
  return { header: { file: { ...found, kind } } }
}
