import { type Connection, defineChannelKind, type Environment, type ThreadId } from '../contract.ts'
import { callTimeoutMs, ViberApi } from './api.ts'
import { door } from './door.ts'
import { inspect } from './findings.ts'
import { identify } from './identify.ts'
import { buttons } from './keyboards.ts'
import { MAX_FETCH_BYTES, MAX_FILE_BYTES, MAX_PICTURE_BYTES, MAX_VIDEO_BYTES } from './media.ts'
import { MAX_CAPTION, MAX_TEXT, render } from './render.ts'
import { send } from './send.ts'
import { fields, type Settings, settings } from './settings.ts'
import { translate } from './translate.ts'
import { isSubscribed, subscribe, unsubscribe } from './webhook.ts'
import { words } from './words.ts'

const OFFICIAL_HOST = 'chatapi.viber.com'

export const viber = defineChannelKind({
  id: 'viber',
  glyph:
    'M3 1.5h10A1.5 1.5 0 0 1 14.5 3v7a1.5 1.5 0 0 1-1.5 1.5H8.5L5 15v-3.5H3A1.5 1.5 0 0 1 1.5 10V3A1.5 1.5 0 0 1 3 1.5ZM4.8 3.8 7.3 9.4h1.4l2.5-5.6H9.7L8 7.8 6.3 3.8Z',
  words,
  settings,
  fields,
  officialHosts: [OFFICIAL_HOST],
  furtherHosts: ['*.viber.com', 'viber.github.io'],
  defaultApiUrl: `https://${OFFICIAL_HOST}`,
  capabilities: {
    maxTextLength: MAX_TEXT,
    maxCaptionLength: MAX_CAPTION,
    buttons,
    files: {
      image: { maxBytes: MAX_PICTURE_BYTES },
      video: { maxBytes: MAX_VIDEO_BYTES },
      document: { maxBytes: MAX_FILE_BYTES },
    },
    filesBy: 'link',
    maxFetchBytes: MAX_FETCH_BYTES,
    maxAlbum: 1,
    receipts: ['delivered', 'read'],
    canEdit: false,
    canDelete: false,
    canReply: true,
    canShowTyping: false,
    linkCarries: 'payload',
    sendsOnce: 'none',
    callTimeoutMs,
  },
  door,
  connect,
})

function connect({ token }: Settings, environment: Environment) {
  const api = new ViberApi(token, environment)
  const { identity } = environment
  return {
    identify: () => identify(api),
    translate,
    render,
    send: (part) => send(api, part, environment),
    subscribe: (url) => subscribe(api, url),
    unsubscribe: () => unsubscribe(api),
    isSubscribed: (url) => isSubscribed(api, url),
    inspect: () => inspect(environment),
    fetchFile: (reference) => api.open(reference),
    // Whoever has written can be written to; nobody has a phone here.
    reach: (to) =>
      'address' in to
        ? { address: to.address, thread: to.address as string as ThreadId }
        : undefined,
    ...linking(identity?.username),
  } satisfies Connection
}

/** The context comes back as the chat is opened. Anybody can type one: it is a hint. */
function linking(uri: string | undefined): Pick<Connection, 'contactLink'> {
  if (uri === undefined) return {}
  const link = `viber://pa?chatURI=${encodeURIComponent(uri)}`
  return {
    contactLink: (payload) =>
      payload === undefined ? link : `${link}&context=${encodeURIComponent(payload)}`,
  }
}
