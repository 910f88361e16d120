import { z } from 'zod'

import { type Connection, defineChannelKind, type Environment, type ThreadId } from '../contract.ts'
import { amending } from './amend.ts'
import { callTimeoutMs, TelegramApi } from './api.ts'
import { door } from './door.ts'
import { formats } from './entities.ts'
import { fetchFile } from './files.ts'
import { identify } from './identify.ts'
import { buttons } from './keyboards.ts'
import { MAX_FETCH_BYTES, MAX_PHOTO_BYTES, MAX_UPLOAD_BYTES } from './media.ts'
import { poll } from './polling.ts'
import { MAX_ALBUM, MAX_CAPTION, MAX_TEXT, render } from './render.ts'
import { send } from './send.ts'
import { fields, type Settings, settings } from './settings.ts'
import { translate } from './translate.ts'
import { isSubscribed, subscribe, unsubscribe } from './webhook.ts'
import { words } from './words.ts'

const OFFICIAL_HOST = 'api.telegram.org'

export const telegram = defineChannelKind({
  id: 'telegram',
  glyph: 'M15 2 1 7.6 4.9 9.1 12.2 4.5 6.3 9.9v3.6l2.2-2.3 4 2.8Z',
  words,
  settings,
  fields,
  officialHosts: [OFFICIAL_HOST],
  defaultApiUrl: `https://${OFFICIAL_HOST}`,
  capabilities: {
    maxTextLength: MAX_TEXT,
    maxCaptionLength: MAX_CAPTION,
    buttons,
    files: {
      image: { maxBytes: MAX_PHOTO_BYTES },
      audio: { maxBytes: MAX_UPLOAD_BYTES },
      video: { maxBytes: MAX_UPLOAD_BYTES },
      voice: { maxBytes: MAX_UPLOAD_BYTES },
      document: { maxBytes: MAX_UPLOAD_BYTES },
    },
    recording: 'audio/ogg',
    filesBy: 'upload',
    maxFetchBytes: MAX_FETCH_BYTES,
    maxAlbum: MAX_ALBUM,
    receipts: [],
    canEdit: true,
    canDelete: true,
    deleteWithinHours: 48,
    canReply: true,
    formats,
    canShowTyping: true,
    linkCarries: 'payload',
    sendsOnce: 'none',
    callTimeoutMs,
  },
  door,
  connect,
})

function connect({ token, webhookSecret }: Settings, environment: Environment) {
  const api = new TelegramApi(token, environment)
  return {
    identify: () => identify(api),
    translate,
    render,
    ...amending,
    send: (part) => send(api, part),
    subscribe: (url) => subscribe(api, url, webhookSecret),
    unsubscribe: () => unsubscribe(api),
    isSubscribed: (url) => isSubscribed(api, url),
    poll: (cursor, signal) => poll(api, cursor, signal),
    fetchFile: (reference) => fetchFile(api, reference),
    showTyping: (thread) => showTyping(api, thread),
    // A private chat has the person's own number; bots cannot write by phone.
    reach: (to) =>
      'address' in to
        ? { address: to.address, thread: to.address as string as ThreadId }
        : undefined,
    ...linking(environment.identity?.link),
  } satisfies Connection
}

async function showTyping(api: TelegramApi, thread: ThreadId): Promise<void> {
  const payload = { chat_id: thread, action: 'typing' }
  await api.call({ method: 'sendChatAction', payload, result: z.literal(true) })
}

/** https://core.telegram.org/bots/features#deep-linking. Anybody can type a payload: it is a hint. */
function linking(link: string | undefined): Pick<Connection, 'contactLink'> {
  if (link === undefined) return {}
  return {
    contactLink(payload) {
      if (payload === undefined) return link
      if (!/^[A-Za-z0-9_-]{1,64}$/.test(payload)) throw new RangeError('No payload for a link')
      return `${link}?start=${payload}`
    },
  }
}
