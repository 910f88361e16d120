import { makeSample } from '../../samples.ts'
import { ApiError, isInvalid, isMissing } from '../api-error.ts'
import { makeSticker } from '../attachments.ts'
import { echo, findMessage, getWritable, post } from '../dialogs.ts'
import { type Keyboard, readKeyboard } from '../keyboard.ts'
import type { Attachment, Community, Dialog, Draft, Message } from '../model.ts'
import { wirePost, wireProduct } from '../wire.ts'
import { type Call, COMMUNITY, communityOf, findByName, type Method } from './call.ts'

const MAX_TEXT = 4096
const MAX_ATTACHMENTS = 10
const MAX_FORWARDS = 100
const MAX_PAYLOAD = 1000
const MAX_PEERS = 100

export const sendMethod: Method = {
  name: 'messages.send',
  kinds: COMMUNITY,
  right: 'messages',
  run: send,
}

async function send(call: Call): Promise<unknown> {
  const community = communityOf(call)
  const randomId = readRandomId(call)
  if (call.params.has('peer_ids') || call.params.has('user_ids')) return sendToMany(call, randomId)
  const dialog = getWritable(call.vk, community, readPeer(call))
  return (await sendOnce(call, community, { dialog, randomId })).id
}

function readRandomId({ params }: Call): number {
  if (!params.has('random_id')) throw isInvalid('random_id is a required parameter')
  const text = params.text('random_id').trim()
  if (!/^-?\d+$/.test(text)) throw isInvalid('random_id not integer')
  // Documented as 32 bits; vk-io sends longer ones and is answered, so the rest is cut off.
  return Number(BigInt.asIntN(32, BigInt(text)))
}

function readPeer({ vk, params }: Call): number {
  if (params.has('peer_id')) return params.integer('peer_id')
  if (params.has('user_id')) return params.integer('user_id')
  if (!params.has('domain')) throw isMissing('peer_id')
  const found = findByName(vk, params.text('domain'))
  if (found?.type !== 'user') throw new ApiError(936)
  return found.id
}

async function sendToMany(call: Call, randomId: number): Promise<unknown> {
  const { vk, params } = call
  const peers = params.integers(params.has('peer_ids') ? 'peer_ids' : 'user_ids')
  if (peers.length > MAX_PEERS) throw isInvalid(`peer_ids must contain at most ${MAX_PEERS}`)
  const community = communityOf(call)
  const results = []
  for (const peerId of peers) {
    try {
      const dialog = getWritable(vk, community, peerId)
      const { id, cmid } = await sendOnce(call, community, { dialog, randomId })
      results.push({ peer_id: peerId, message_id: id, conversation_message_id: cmid })
    } catch (error) {
      if (!(error instanceof ApiError) || !isAboutPeer(error)) throw error
      results.push({
        ...{ peer_id: peerId, message_id: 0, conversation_message_id: 0 },
        error: { code: error.code, description: error.message },
      })
    }
  }
  return results
}

const isAboutPeer = ({ code }: ApiError) => [15, 18, 900, 901, 902, 917, 936].includes(code)

interface Target {
  dialog: Dialog
  randomId: number
}

/** The same number to the same person is the same message, whatever it says the second time. */
async function sendOnce(call: Call, community: Community, { dialog, randomId }: Target) {
  const known = findSent(dialog, randomId)
  if (known) return known
  const draft = await readDraft(call, community, dialog)
  // Reading takes a while; meanwhile the same call may have come again.
  const raced = findSent(dialog, randomId)
  if (raced) return raced
  const message = post(call.vk, dialog, {
    ...draft,
    fromId: -community.id,
    randomId,
    ...(call.isDropped && { isDropped: true }),
  })
  if (!call.isDropped) echo(call.vk, community, dialog, message)
  return message
}

function findSent({ messages }: Dialog, randomId: number): Message | undefined {
  if (randomId === 0) return undefined
  return [...messages.values()].find((one) => one.fromId < 0 && one.randomId === randomId)
}

type Content = Draft & { keyboard?: Keyboard }

export async function readDraft(
  call: Call,
  community: Community,
  dialog: Dialog,
): Promise<Content> {
  const { params } = call
  const text = params.text('message')
  if (text.length > MAX_TEXT) throw new ApiError(914)
  const attachments = await readAttachments(call)
  const keyboard = readKeyboardOf(call, community)
  checkRest(call)
  const geo = readPlace(call)
  const quoted = readQuoted(call, dialog)
  if (text === '' && attachments.length === 0 && !geo && !quoted.forwards?.length)
    throw isInvalid('message is empty or invalid')
  return {
    text,
    attachments,
    ...quoted,
    ...(geo && { geo }),
    ...(keyboard && { keyboard }),
    ...(params.has('payload') && { payload: params.text('payload') }),
  }
}

function checkRest({ params }: Call): void {
  if (params.text('payload').length > MAX_PAYLOAD) throw isInvalid('payload is too long')
  if (params.has('intent') && params.text('intent') !== 'default') throw new ApiError(943)
  if (params.has('template')) throw isInvalid('template is not taken by the sandbox')
}

function readKeyboardOf({ params }: Call, { settings }: Community): Keyboard | undefined {
  if (!params.has('keyboard')) return undefined
  const keyboard = readKeyboard(params.text('keyboard'))
  if (!settings.bots_capabilities) throw new ApiError(912)
  return keyboard
}

function readPlace({ params }: Call): Draft['geo'] {
  if (!params.has('lat') || !params.has('long')) return undefined
  const [latitude, longitude] = [Number(params.text('lat')), Number(params.text('long'))]
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180))
    throw isInvalid('lat or long is invalid')
  return { latitude, longitude }
}

function readQuoted({ params }: Call, dialog: Dialog): Pick<Draft, 'replyTo' | 'forwards'> {
  if (params.has('reply_to')) {
    const id = params.integer('reply_to')
    const quoted = [...dialog.messages.values()].find((one) => one.id === id && !one.deletedAt)
    if (!quoted) throw isInvalid('reply_to is invalid')
    return { replyTo: quoted.cmid }
  }
  if (!params.has('forward')) return {}
  const { peer_id, conversation_message_ids, is_reply } = parseForward(params.text('forward'))
  const cmids = Array.isArray(conversation_message_ids) ? conversation_message_ids.map(Number) : []
  if (cmids.length > MAX_FORWARDS) throw new ApiError(913)
  const isHere = peer_id === undefined || Number(peer_id) === dialog.peerId
  if (!isHere || cmids.length === 0 || !cmids.every((cmid) => findMessage(dialog, cmid)))
    throw new ApiError(921)
  return is_reply ? { replyTo: cmids[0]! } : { forwards: cmids }
}

function parseForward(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    throw isInvalid('forward is invalid')
  }
}

export async function readAttachments(call: Call): Promise<Attachment[]> {
  const { vk, params } = call
  const names = [...params.list('attachment'), ...params.list('attachments')]
  if (names.length > MAX_ATTACHMENTS) throw isInvalid('attachment must contain at most 10')
  const attachments = names.map((name) => findAttachment(call, name))
  if (params.has('sticker_id')) {
    const { bytes } = await makeSample('sticker')
    attachments.push(await makeSticker(vk, params.integer('sticker_id'), bytes))
  }
  return attachments
}

/** `photo-225000001_457239001_key`; a voice message may be called a doc. */
function findAttachment({ vk }: Call, name: string): Attachment {
  const match = /^([a-z_]+?)(-?\d+)_(\d+)(?:_(\w+))?$/.exec(name)
  if (!match) throw isInvalid('attachment is invalid')
  const [, type, owner, id, key] = match
  const found =
    vk.world.media.get(`${type}${owner}_${id}`) ??
    (type === 'doc' ? vk.world.media.get(`audio_message${owner}_${id}`) : undefined)
  if (found) return checkKey(found as unknown as Attachment, key)
  const communityId = -Number(owner)
  const product =
    type === 'market' ? vk.world.findPlace('market', communityId, Number(id)) : undefined
  if (product) return { type: 'market', body: wireProduct(product) }
  const wallPost = type === 'wall' ? vk.world.findPlace('wall', communityId, Number(id)) : undefined
  if (wallPost) return { type: 'wall', body: wirePost(wallPost) }
  throw isInvalid('attachment is invalid')
}

function checkKey(attachment: Attachment, key: string | undefined): Attachment {
  if (key !== undefined && key !== attachment.body.access_key)
    throw isInvalid('attachment is invalid: access_key')
  return attachment
}
