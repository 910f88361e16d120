import { createHash } from 'node:crypto'
import type { StoredFile } from '../whatsapp-network/files.ts'
import type { WhatsApp } from './whatsapp.ts'

const LIVES_MS = 5 * 60_000

/** Good for five minutes, and only with the token. */
export function mediaUrl({ network, origin }: WhatsApp, file: StoredFile): string {
  const ext = String(Math.floor((network.clock.now() + LIVES_MS) / 1000))
  const query = new URLSearchParams({ mid: file.id, ext, hash: hashOf(file, ext) })
  return `${origin()}/whatsapp/whatsapp_business/attachments/?${query}`
}

/** The file an address leads to, while it does. */
export function findByUrl(
  { network }: WhatsApp,
  { mid = '', ext = '', hash }: Record<string, string | undefined>,
): StoredFile | undefined {
  const file = network.files.find(mid)
  if (!file || hash !== hashOf(file, ext)) return undefined
  return Number(ext) * 1000 > network.clock.now() ? file : undefined
}

function hashOf({ id, sha256 }: StoredFile, ext: string): string {
  return createHash('sha256').update(`${id} ${ext} ${sha256}`).digest('base64url')
}
