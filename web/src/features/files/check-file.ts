import type { ChannelKindView } from '@otklik/protocol'

type Capabilities = ChannelKindView['capabilities']
export type SentKind = keyof Capabilities['files']

export type FileProblem =
  | { type: 'empty' }
  /** The installation cannot send files there at all. */
  | { type: 'no-public-url' }
  | { type: 'not-accepted' }
  | { type: 'too-large'; kind: SentKind; maxBytes: number }

interface FileFacts {
  type: string
  size: number
}

/** Pictures the platforms show as pictures; anything else with an image type is a document. */
const shownImages = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/bmp'])

/** As what it would be sent. A kind the platform does not have goes as a document. */
export function sentKindOf({ type }: FileFacts, { files }: Capabilities): SentKind {
  const wanted = wantedKind(type)
  return files[wanted] ? wanted : 'document'
}

/** What the platform would refuse is said before the file leaves the browser. */
export function problemOf(file: FileFacts, capabilities: Capabilities): FileProblem | undefined {
  if (capabilities.whyNoFiles) return { type: capabilities.whyNoFiles }
  if (file.size === 0) return { type: 'empty' }
  const kind = sentKindOf(file, capabilities)
  const limit = capabilities.files[kind]
  if (!limit) return { type: 'not-accepted' }
  if (file.size <= limit.maxBytes) return undefined
  // What is too large for a picture may still go as a document.
  const asDocument = capabilities.files.document
  if (asDocument && file.size <= asDocument.maxBytes) return undefined
  const largest = Math.max(limit.maxBytes, asDocument?.maxBytes ?? 0)
  return { type: 'too-large', kind, maxBytes: largest }
}

/** A picture, film or sound that the platform would refuse as such, and takes as a document. */
export function goesAsDocument(file: FileFacts, { files }: Capabilities): boolean {
  const wanted = wantedKind(file.type)
  if (wanted === 'document' || !files.document) return false
  return file.size > (files[wanted]?.maxBytes ?? 0)
}

function wantedKind(type: string): SentKind {
  if (shownImages.has(type)) return 'image'
  if (type.startsWith('video/')) return 'video'
  if (type.startsWith('audio/')) return 'audio'
  return 'document'
}
