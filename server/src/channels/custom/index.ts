import { randomUUID } from 'node:crypto'

import {
  type Amending,
  type Connection,
  defineChannelKind,
  type Environment,
  type Identity,
  type ThreadId,
} from '../contract.ts'
import { ApplicationApi, callTimeoutMs } from './api.ts'
import { door } from './door.ts'
import { MAX_TEXT, render, renderDeletion, renderEdit } from './render.ts'
import { send } from './send.ts'
import { fields, type Settings, settings } from './settings.ts'
import { translate } from './translate.ts'
import { introduced, taken } from './types.ts'
import { words } from './words.ts'

const MAX_FILE_BYTES = 50 * 1024 * 1024

/** «Клиентское приложение (по API)» (§3.11): whatever a company builds for its customers itself. */
export const custom = defineChannelKind({
  id: 'custom',
  glyph:
    'M3 1.5h10A1.5 1.5 0 0 1 14.5 3v10a1.5 1.5 0 0 1-1.5 1.5H3A1.5 1.5 0 0 1 1.5 13V3A1.5 1.5 0 0 1 3 1.5ZM6.2 4.9 3.1 8l3.1 3.1 1-1L5.1 8l2.1-2.1ZM9.8 4.9l-1 1L10.9 8l-2.1 2.1 1 1L12.9 8Z',
  words,
  settings,
  fields,
  officialHosts: [],
  defaultApiUrl: 'https://application.invalid',
  isOwnProgram: true,
  capabilities: {
    maxTextLength: MAX_TEXT,
    maxCaptionLength: MAX_TEXT,
    buttons: { inline: [{ as: 'inline' }], keyboard: [{ as: 'keyboard' }] },
    files: {
      image: { maxBytes: MAX_FILE_BYTES },
      video: { maxBytes: MAX_FILE_BYTES },
      audio: { maxBytes: MAX_FILE_BYTES },
      voice: { maxBytes: MAX_FILE_BYTES },
      document: { maxBytes: MAX_FILE_BYTES },
    },
    recording: 'audio/ogg',
    filesBy: 'link',
    maxFetchBytes: MAX_FILE_BYTES,
    maxAlbum: 10,
    receipts: ['delivered', 'read'],
    canEdit: true,
    canDelete: true,
    canReply: true,
    formats: ['bold', 'italic', 'underline', 'strike', 'code', 'link'],
    canShowTyping: true,
    sendsOnce: 'by-key',
    callTimeoutMs,
  },
  door,
  connect,
})

function connect({ secret }: Settings, environment: Environment) {
  const api = new ApplicationApi(secret, environment)
  const tell = (event: { type: string } & Record<string, unknown>) =>
    api.call({ id: `${event.type}_${randomUUID()}`, event, result: taken })
  return {
    identify: () => identify(api, environment.apiUrl),
    translate,
    render,
    renderEdit,
    renderDeletion,
    // A press needs no word of ours: the application shows by itself that it was heard.
    renderAcknowledgement: () => [],
    send: (part) => send(api, part),
    /** The application learns where to send what its users write. */
    subscribe: async (url) => void (await tell({ type: 'connected', url })),
    unsubscribe: async () => void (await tell({ type: 'disconnected' })),
    fetchFile: (reference) => api.open(reference),
    showTyping: async (thread) => void (await tell({ type: 'typing', user: { id: thread } })),
    // Whoever is known by a name of theirs can be written to; whether they exist, the answer says.
    reach: (to) =>
      'address' in to
        ? { address: to.address, thread: to.address as string as ThreadId }
        : undefined,
  } satisfies Connection & Amending
}

/** Its address is its name among all applications; what people call it, it says itself. */
async function identify(api: ApplicationApi, apiUrl: string): Promise<Identity> {
  const event = { type: 'ping' }
  const { name } = await api.call({ id: `ping_${randomUUID()}`, event, result: introduced })
  return { externalId: apiUrl, name: name ?? new URL(apiUrl).host }
}
