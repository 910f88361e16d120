import { randomBytes } from 'node:crypto'

import { readSites } from '../../lib/sites.ts'
import {
  type Connection,
  defineChannelKind,
  type Environment,
  type Identity,
  type OutboundPart,
  type Sent,
} from '../contract.ts'
import { ChannelError } from '../errors.ts'
import { door } from './door.ts'
import { keyedId, toThreadId } from './ids.ts'
import { amending, MAX_TEXT, render } from './render.ts'
import { fields, type Settings, settings } from './settings.ts'
import { translate } from './translate.ts'
import { words } from './words.ts'

const MEGABYTE = 1024 * 1024
const FILE = { maxBytes: 50 * MEGABYTE }
/** Nobody is there: our own panel is asked for nothing. */
const NOWHERE = 'site.invalid'

/** The company's own pages: our panel in a frame of its own. Nothing is called over the network. */
export const siteChat = defineChannelKind({
  id: 'site-chat',
  glyph:
    'M2.5 1.5h11A1.5 1.5 0 0 1 15 3v10a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 1 13V3a1.5 1.5 0 0 1 1.5-1.5ZM2.5 5.5V13h11V5.5ZM4.5 7.5h7V9h-7ZM4.5 10h4.5v1.5H4.5Z',
  words,
  settings,
  fields,
  officialHosts: [NOWHERE],
  defaultApiUrl: `https://${NOWHERE}`,
  capabilities: {
    maxTextLength: MAX_TEXT,
    maxCaptionLength: MAX_TEXT,
    buttons: { inline: [{ as: 'inline' }], keyboard: [{ as: 'keyboard' }] },
    files: { image: FILE, audio: FILE, video: FILE, voice: FILE, document: FILE },
    recording: 'audio/wav',
    filesBy: 'upload',
    maxFetchBytes: 20 * MEGABYTE,
    maxAlbum: 10,
    receipts: ['delivered', 'read'],
    canEdit: true,
    canDelete: true,
    canReply: true,
    formats: ['bold', 'italic', 'underline', 'strike', 'code', 'link'],
    canShowTyping: true,
    sendsOnce: 'by-key',
    callTimeoutMs: { text: 5000, file: 5000 },
    hasPanel: true,
  },
  door,
  connect,
})

function connect({ name, sites }: Settings, environment: Environment) {
  return {
    identify: () => identify(name, sites, environment),
    translate,
    render,
    ...amending,
    send,
    async fetchFile(reference) {
      const { panel } = environment
      if (!panel) throw new ChannelError('rejected', 'nothing was uploaded', { executed: 'no' })
      return panel.openUpload(reference)
    },
    async showTyping(thread) {
      environment.panel?.showTyping(thread)
    },
    reach: (to) =>
      'address' in to ? { address: to.address, thread: toThreadId(to.address) } : undefined,
  } satisfies Connection & Partial<typeof amending>
}

/** The key that pages name the channel by is made once, and is no secret: every page shows it. */
async function identify(name: string, sites: string, environment: Environment): Promise<Identity> {
  const known = environment.memory.siteKey
  const siteKey = typeof known === 'string' ? known : randomBytes(12).toString('hex')
  if (siteKey !== known) await environment.remember({ siteKey })
  const [first = ''] = readSites(sites) ?? []
  const isPage = !first.startsWith('*')
  const facts = { address: first }
  return { externalId: siteKey, name, facts, ...(isPage && { link: `https://${first}` }) }
}

/** What is stored is what visitors see: there is nobody to call. */
async function send({ key }: OutboundPart): Promise<Sent> {
  return { ids: [keyedId(key)] }
}
