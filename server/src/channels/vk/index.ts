import { type Connection, defineChannelKind, type Environment, type ThreadId } from '../contract.ts'
import { amending } from './amend.ts'
import { callTimeoutMs, VkApi } from './api.ts'
import { catchUp } from './catch-up.ts'
import { door } from './door.ts'
import { inspect, mend, readRights } from './findings.ts'
import { identify } from './identify.ts'
import { readPlace } from './ids.ts'
import { buttons } from './keyboards.ts'
import { MAX_FETCH_BYTES, MAX_FILE_BYTES, MAX_IMAGE_BYTES } from './media.ts'
import { namesOf } from './people.ts'
import { LongPoll } from './polling.ts'
import { MAX_ALBUM, MAX_TEXT, render } from './render.ts'
import { send } from './send.ts'
import { fields, type Settings, settings } from './settings.ts'
import { signIn } from './sign-in.ts'
import { translate } from './translate.ts'
import { done } from './types.ts'
import { isSubscribed, subscribe, unsubscribe } from './webhook.ts'
import { words } from './words.ts'

const OFFICIAL_HOST = 'api.vk.ru'

export const vk = defineChannelKind({
  id: 'vk',
  glyph:
    'M5 1h6a4 4 0 0 1 4 4v6a4 4 0 0 1-4 4H5a4 4 0 0 1-4-4V5a4 4 0 0 1 4-4ZM3.2 5.2c.1 3.6 1.9 5.6 5 5.6h.3V8.7c1.1.1 1.9.9 2.3 2.1h1.8c-.4-1.5-1.3-2.4-2-2.7.6-.4 1.6-1.4 1.8-2.9h-1.6c-.3 1.2-1.2 2.2-2.1 2.3V5.2H7v4C6 9 4.9 7.7 4.8 5.2Z',
  words,
  settings,
  fields,
  officialHosts: [OFFICIAL_HOST, 'api.vk.com'],
  // Files are kept and taken at hosts of several names; people sign in at two more.
  furtherHosts: [
    ...['*.vk.ru', '*.vk.com', '*.userapi.com', '*.vkuser.net', '*.okcdn.ru'],
    ...['vk.ru', 'vk.com', '*.vkuserphoto.ru', '*.vkuseraudio.net', '*.mycdn.me'],
  ],
  defaultApiUrl: `https://${OFFICIAL_HOST}`,
  capabilities: {
    maxTextLength: MAX_TEXT,
    maxCaptionLength: MAX_TEXT,
    buttons,
    files: {
      image: { maxBytes: MAX_IMAGE_BYTES },
      voice: { maxBytes: MAX_FILE_BYTES },
      document: { maxBytes: MAX_FILE_BYTES },
    },
    recording: 'audio/ogg',
    filesBy: 'upload',
    maxFetchBytes: MAX_FETCH_BYTES,
    maxAlbum: MAX_ALBUM,
    receipts: ['read'],
    canEdit: true,
    canDelete: true,
    deleteWithinHours: 24,
    canReply: true,
    canShowTyping: true,
    linkCarries: 'payload',
    sendsOnce: 'by-key',
    callTimeoutMs,
  },
  door,
  signIn,
  connect,
})

function connect(given: Settings, environment: Environment) {
  const { webhookSecret, userToken } = given
  const api = new VkApi(given, environment)
  const names = namesOf(environment, given)
  const longPoll = new LongPoll(api, names)
  const known = environment.identity?.externalId
  /** Asked of the platform only while the channel is not stored yet. */
  const groupId = async () => known ?? (await identify(api)).externalId
  const subscribing = async () => ({ api, environment, groupId: await groupId() })
  return {
    identify: () => identify(api),
    translate: (body, receivedAt) => translate(body, { groupId: known, receivedAt }),
    render,
    ...amending,
    send: (part) => send({ api, environment, names, userToken }, part),
    async subscribe(url) {
      // Without the right there is nothing to set: `inspect` says so.
      if (!(await readRights(api)).includes('manage')) return
      await subscribe(await subscribing(), url, webhookSecret)
    },
    unsubscribe: async () => unsubscribe(await subscribing()),
    isSubscribed: async (url) => isSubscribed(await subscribing(), url),
    poll: async (cursor, signal) => longPoll.poll(await groupId(), cursor, signal),
    catchUp: async (since) =>
      catchUp({ api, environment, names, groupId: await groupId(), userToken }, since),
    fetchFile: async (url) => (await api.open(url)).body ?? new Blob([]).stream(),
    showTyping: (thread) => showTyping(api, thread),
    inspect: () => inspect(api, environment),
    mend: async (code) => mend(api, environment, { groupId: await groupId(), code }),
    // D-17: in private, whoever commented. Whether they allow it, sending tells.
    reach: (to) =>
      'address' in to
        ? { address: to.address, thread: to.address as string as ThreadId }
        : undefined,
    ...linking(environment.identity?.link),
  } satisfies Connection
}

/** https://dev.vk.com/ru/method/messages.setActivity. Comments have no such thing. */
async function showTyping(api: VkApi, thread: ThreadId): Promise<void> {
  if (readPlace(thread)) return
  const params = { peer_id: thread, type: 'typing' }
  await api.call({ method: 'messages.setActivity', params, result: done })
}

/** Comes with the first message after the link was followed. Anybody can type one: it is a hint. */
function linking(link: string | undefined): Pick<Connection, 'contactLink'> {
  if (link === undefined) return {}
  return {
    contactLink(payload) {
      if (payload === undefined) return link
      if (!/^[A-Za-z0-9_-]{1,128}$/.test(payload)) throw new RangeError('No payload for a link')
      return `${link}?ref=${payload}`
    },
  }
}
