import { type Connection, defineChannelKind, type Environment, type ThreadId } from '../contract.ts'
import { amending } from './amend.ts'
import { callTimeoutMs, MaxApi } from './api.ts'
import { catchUp } from './catch-up.ts'
import { Chats } from './chats.ts'
import { door } from './door.ts'
import { fetchFile } from './files.ts'
import { formats } from './html.ts'
import { identify } from './identify.ts'
import { buttons } from './keyboards.ts'
import {
  MAX_AUDIO_BYTES,
  MAX_FETCH_BYTES,
  MAX_FILE_BYTES,
  MAX_IMAGE_BYTES,
  MAX_VIDEO_BYTES,
} from './media.ts'
import { poll } from './polling.ts'
import { MAX_ALBUM, MAX_TEXT, render } from './render.ts'
import { send } from './send.ts'
import { fields, type Settings, settings } from './settings.ts'
import { translate } from './translate.ts'
import { success } from './types.ts'
import { isSubscribed, subscribe, unsubscribe } from './webhook.ts'
import { words } from './words.ts'

const OFFICIAL_HOST = 'platform-api2.max.ru'

export const max = defineChannelKind({
  id: 'max',
  glyph:
    'M8 1 14.5 4.5v7L8 15 1.5 11.5v-7ZM4.8 10.6h1.3V7.4L8 9.6l1.9-2.2v3.2h1.3V5.4H10L8 7.8 6 5.4H4.8Z',
  words,
  settings,
  fields,
  officialHosts: [OFFICIAL_HOST],
  // Files are kept and taken at the hosts of the company's other services.
  furtherHosts: ['*.max.ru', '*.oneme.ru', '*.okcdn.ru', '*.mycdn.me'],
  defaultApiUrl: `https://${OFFICIAL_HOST}`,
  capabilities: {
    maxTextLength: MAX_TEXT,
    maxCaptionLength: MAX_TEXT,
    buttons,
    files: {
      image: { maxBytes: MAX_IMAGE_BYTES },
      audio: { maxBytes: MAX_AUDIO_BYTES },
      video: { maxBytes: MAX_VIDEO_BYTES },
      voice: { maxBytes: MAX_AUDIO_BYTES },
      document: { maxBytes: MAX_FILE_BYTES },
    },
    // It plays no OGG: such a file would have to be downloaded.
    recording: 'audio/wav',
    filesBy: 'upload',
    maxFetchBytes: MAX_FETCH_BYTES,
    maxAlbum: MAX_ALBUM,
    receipts: [],
    canEdit: true,
    canDelete: true,
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
  const api = new MaxApi(token, environment)
  const chats = new Chats(environment)
  return {
    identify: () => identify(api),
    translate,
    render,
    ...amending,
    send: (part) => send(api, chats, part),
    subscribe: (url) => subscribe(api, url, webhookSecret),
    unsubscribe: () => unsubscribe(api),
    isSubscribed: (url) => isSubscribed(api, url),
    poll: (cursor, signal) => poll(api, cursor, signal),
    catchUp: (since) => catchUp(api, chats, since),
    fetchFile: (reference) => fetchFile(api, reference),
    showTyping: (thread) => showTyping(api, chats, thread),
    // The dialog is there since they wrote; there is no way to a phone.
    reach: (to) =>
      'address' in to
        ? { address: to.address, thread: to.address as string as ThreadId }
        : undefined,
    ...linking(environment.identity?.link),
  } satisfies Connection
}

async function showTyping(api: MaxApi, chats: Chats, thread: ThreadId): Promise<void> {
  const chatId = chats.find(thread)
  if (chatId === undefined) return
  const path = `/chats/${chatId}/actions`
  await api.call({ method: 'POST', path, body: { action: 'typing_on' }, result: success })
}

/** Longer payloads are dropped without a word. Anybody can type one: it is a hint. */
function linking(link: string | undefined): Pick<Connection, 'contactLink'> {
  if (link === undefined) return {}
  return {
    contactLink(payload) {
      if (payload === undefined) return link
      if (!/^[A-Za-z0-9_-]{1,128}$/.test(payload)) throw new RangeError('No payload for a link')
      return `${link}?start=${payload}`
    },
  }
}
