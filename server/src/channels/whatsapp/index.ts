import { type Connection, defineChannelKind, type Environment } from '../contract.ts'
import { buttons } from './choices.ts'
import { cloud, connectCloud } from './cloud/index.ts'
import { door } from './door.ts'
import { connectEdna, edna } from './edna/index.ts'
import { contactLink } from './ids.ts'
import {
  MAX_DOCUMENT_BYTES,
  MAX_FETCH_BYTES,
  MAX_IMAGE_BYTES,
  MAX_SOUND_BYTES,
  MAX_VIDEO_BYTES,
} from './media.ts'
import { MAX_CAPTION, MAX_TEXT } from './pieces.ts'
import { fields, type Settings, settings } from './settings.ts'
import { formats } from './signs.ts'
import { checkTemplate, templateLimits } from './templates.ts'
import { words } from './words.ts'

const { id: _, capabilities: __, ...hosts } = edna

export const whatsapp = defineChannelKind({
  id: 'whatsapp',
  glyph:
    'M8 1a7 7 0 0 1 0 14 7 7 0 0 1-3.4-.9L1 15l.9-3.6A7 7 0 0 1 8 1ZM3.9 5.2l1.7 5.6h1.2L8 7.6l1.2 3.2h1.2l1.7-5.6h-1.2L9.8 8.9 8.5 5.2h-1L6.2 8.9 5.1 5.2Z',
  words,
  settings,
  fields,
  module: 'whatsapp',
  ...hosts,
  providers: { field: 'provider', byChoice: { edna, cloud } },
  capabilities: {
    maxTextLength: MAX_TEXT,
    maxCaptionLength: MAX_CAPTION,
    buttons,
    files: {
      image: { maxBytes: MAX_IMAGE_BYTES },
      audio: { maxBytes: MAX_SOUND_BYTES },
      video: { maxBytes: MAX_VIDEO_BYTES },
      voice: { maxBytes: MAX_SOUND_BYTES },
      document: { maxBytes: MAX_DOCUMENT_BYTES },
    },
    recording: 'audio/ogg',
    // What comes in needs an installation that can be reached anyway.
    filesBy: 'link',
    maxFetchBytes: MAX_FETCH_BYTES,
    maxAlbum: 1,
    receipts: ['delivered', 'read'],
    canEdit: false,
    canDelete: false,
    canReply: true,
    formats,
    canShowTyping: false,
    replyWindowHours: 24,
    reachesPhones: true,
    templates: templateLimits,
    linkCarries: 'text',
    sendsOnce: 'none',
    callTimeoutMs: { text: 30_000, file: 150_000 },
  },
  door,
  checkTemplate,
  connect,
})

function connect(settings: Settings, environment: Environment) {
  const connection =
    settings.provider === 'cloud'
      ? connectCloud(settings, environment)
      : connectEdna(settings, environment)
  return { ...connection, ...linking(environment.identity?.facts?.phone) } satisfies Connection
}

/** The payload is the text that waits in the person's own field: they may change it. */
function linking(phone: string | undefined): Pick<Connection, 'contactLink'> {
  return phone ? { contactLink: (payload) => contactLink(phone, payload) } : {}
}
