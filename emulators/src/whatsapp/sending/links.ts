import { fetchLink } from '../../whatsapp-network/fetch-link.ts'
import type { Chat, MediaKind, Message } from '../../whatsapp-network/model.ts'
import { advance } from '../../whatsapp-network/progress.ts'
import { fileRef } from '../../whatsapp-network/uploads.ts'
import type { WhatsApp } from '../whatsapp.ts'
import { findFault } from './media-rules.ts'

const MAX_BYTES = 100 * (1 << 20)
const CACHED_MS = 30 * 24 * 3600_000

/** A file the platform has still to fetch, and where in the message it belongs. */
export interface PendingLink {
  url: string
  kind: MediaKind
  place: 'file' | 'header'
  name?: string
}

/** Fetches what the message links to and only then lets it go; 131053 as a status if it cannot. */
export async function resumeLink(whatsapp: WhatsApp, chat: Chat, message: Message): Promise<void> {
  const { network } = whatsapp
  const { url, kind, place, name } = message.note!.link as PendingLink
  const upload = await fetchLink(url, MAX_BYTES)
  // Forgotten meanwhile: the sandbox was reset.
  if (!network.world.findMessage(message.id)) return
  const problem =
    typeof upload === 'string' ? upload : findFault(kind, upload.mimeType, upload.bytes.length)
  if (typeof upload === 'string' || problem !== undefined)
    message.problem = { code: 131053, ...(problem && { details: problem }) }
  else {
    const named = { ...upload, name: name ?? upload.name }
    const file = fileRef(await network.files.store(chat.line, named, CACHED_MS))
    if (place === 'file') message.content.file = file
    else message.content.header = { file: { ...file, kind } }
  }
  delete message.note!.link
  network.world.saveMessage(chat, message)
  advance(network, chat, message)
}
