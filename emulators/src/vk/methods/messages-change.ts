import { ApiError, isInvalid } from '../api-error.ts'
import { announceEdit, findMessage, getReadable, saveChange } from '../dialogs.ts'
import type { Community, Dialog, Message } from '../model.ts'
import { type Call, COMMUNITY, communityOf, type Method } from './call.ts'
import { readDraft } from './messages-send.ts'

const DAY_MS = 24 * 3600_000
const TYPING_MS = 10_000
const MAX_SNACKBAR = 90
const MAX_EVENT_DATA = 1000

const own = (name: string, run: Method['run']): Method => ({
  name: `messages.${name}`,
  kinds: COMMUNITY,
  right: 'messages',
  run,
})

export const changeMethods: Method[] = [
  own('edit', edit),
  own('delete', remove),
  own('markAsRead', markAsRead),
  own('markAsAnsweredConversation', markAsAnswered),
  own('setActivity', setActivity),
  own('sendMessageEventAnswer', answerPress),
  own('sendReaction', (call) => react(call, call.params.integer('reaction_id'))),
  own('deleteReaction', (call) => react(call, undefined)),
]

function dialogOf(call: Call): { community: Community; dialog: Dialog } {
  const community = communityOf(call)
  const dialog = getReadable(call.vk, community, call.params.integer('peer_id'))
  if (!dialog) throw new ApiError(901)
  return { community, dialog }
}

function messageOf({ params }: Call, dialog: Dialog): Message {
  const cmid = params.has('cmid')
    ? params.integer('cmid')
    : params.integer('conversation_message_id', 0)
  const id = params.integer('message_id', 0)
  const found =
    cmid > 0
      ? findMessage(dialog, cmid)
      : [...dialog.messages.values()].find((one) => one.id === id)
  if (!found || found.deletedAt) throw isInvalid('message_id is invalid')
  return found
}

async function edit(call: Call): Promise<unknown> {
  const { vk, params } = call
  const { community, dialog } = dialogOf(call)
  const message = messageOf(call, dialog)
  if (message.fromId > 0) throw new ApiError(920)
  if (vk.clock.now() - message.at > DAY_MS) throw new ApiError(909)
  const draft = await readDraft(call, community, dialog)
  const kept = params.flag('keep_forward_messages') ? message.forwards : undefined
  delete message.keyboard
  delete message.forwards
  Object.assign(message, draft, kept && { forwards: kept }, { updatedAt: vk.clock.now() })
  if (draft.keyboard && !draft.keyboard.inline)
    dialog.keyboard = { keyboard: draft.keyboard, authorCmid: message.cmid }
  vk.world.saveDialog(dialog)
  saveChange(vk, dialog, message)
  announceEdit(vk, community, dialog, message)
  return 1
}

function remove(call: Call): unknown {
  const { vk, params } = call
  const community = communityOf(call)
  const isForAll = params.flag('delete_for_all')
  const targets = params.has('cmids') ? byCmid(call) : byId(call, community)
  return targets.map(({ dialog, message, cmid, id }) => {
    const refusal = !message ? 100 : isForAll && !isFresh(call, message) ? 924 : undefined
    const where = { peer_id: dialog?.peerId ?? 0, message_id: id, conversation_message_id: cmid }
    if (refusal || !message || !dialog)
      return {
        ...where,
        error: { code: refusal, description: new ApiError(refusal ?? 100).message },
      }
    if (isForAll) message.deletedAt = vk.clock.now()
    else message.isHidden = true
    saveChange(vk, dialog, message)
    return { ...where, response: 1 }
  })
}

const isFresh = ({ vk }: Call, { fromId, at }: Message) =>
  fromId < 0 && vk.clock.now() - at <= DAY_MS

interface Found {
  dialog?: Dialog
  message?: Message
  cmid: number
  id: number
}

function byCmid(call: Call): Found[] {
  const { dialog } = dialogOf(call)
  return call.params.integers('cmids').map((cmid) => {
    const message = findMessage(dialog, cmid)
    return { dialog, cmid, id: message?.id ?? 0, ...(message && { message }) }
  })
}

function byId({ vk, params }: Call, community: Community): Found[] {
  const ids = params.integers('message_ids')
  if (ids.length === 0) throw isInvalid('message_ids is undefined')
  return ids.map((id) => {
    for (const dialog of vk.world.dialogs(community.id))
      for (const message of dialog.messages.values())
        if (message.id === id && !message.deletedAt)
          return { dialog, message, id, cmid: message.cmid }
    return { id, cmid: 0 }
  })
}

function markAsRead(call: Call): unknown {
  const { vk, params } = call
  const { dialog } = dialogOf(call)
  const ids = [...dialog.messages.values()].filter(({ fromId }) => fromId > 0)
  const upToCmid = params.integer('up_to_cmid', Infinity)
  const upTo = params.integer('start_message_id', Infinity)
  const read = ids.filter(({ id, cmid }) => id <= upTo && cmid <= upToCmid).at(-1)
  dialog.inRead = Math.max(dialog.inRead, read?.id ?? 0)
  vk.world.saveDialog(dialog)
  vk.touch(dialog)
  return 1
}

function markAsAnswered(call: Call): unknown {
  const { dialog } = dialogOf(call)
  dialog.isAnswered = !call.params.has('answered') || call.params.flag('answered')
  call.vk.world.saveDialog(dialog)
  return 1
}

const ACTIVITIES = ['typing', 'audiomessage', 'file', 'photo', 'video']

function setActivity(call: Call): unknown {
  const { vk, params } = call
  const { dialog } = dialogOf(call)
  const kind = params.text('type')
  if (!ACTIVITIES.includes(kind)) throw isInvalid('type is invalid')
  dialog.typing = { kind, until: vk.clock.now() + TYPING_MS }
  vk.touch(dialog)
  vk.clock.after(TYPING_MS, () => vk.touch(dialog))
  return 1
}

function react(call: Call, reactionId: number | undefined): unknown {
  const { dialog, community } = dialogOf(call)
  const message = messageOf(call, dialog)
  message.reactions = message.reactions.filter(({ by }) => by !== -community.id)
  if (reactionId !== undefined) message.reactions.push({ by: -community.id, reactionId })
  saveChange(call.vk, dialog, message)
  return 1
}

interface EventData {
  type?: unknown
  text?: unknown
  link?: unknown
  app_id?: unknown
}

/** Within a minute, by the one it was for, and once. */
function answerPress(call: Call): unknown {
  const { vk, params } = call
  const { community, dialog } = dialogOf(call)
  const notice = readNotice(params.text('event_data'))
  const from = {
    communityId: community.id,
    userId: params.integer('user_id'),
    peerId: dialog.peerId,
  }
  const press = vk.presses.take(params.text('event_id'), from)
  if (!press) throw isInvalid('event_id is invalid')
  const message = dialog.messages.get(press.cmid)
  if (message) {
    delete message.pending
    saveChange(vk, dialog, message)
  }
  if (notice) dialog.notice = { ...notice, at: vk.clock.now() }
  vk.touch(dialog)
  return 1
}

function readNotice(text: string): { text: string; url?: string } | undefined {
  if (text === '') return undefined
  if (text.length > MAX_EVENT_DATA) throw isInvalid('event_data is too long')
  const wrong = isInvalid('event_data is invalid')
  let data: EventData
  try {
    data = JSON.parse(text) as EventData
  } catch {
    throw wrong
  }
  if (data.type === 'show_snackbar' && typeof data.text === 'string') {
    if (data.text === '' || data.text.length > MAX_SNACKBAR) throw wrong
    return { text: data.text }
  }
  if (data.type === 'open_link' && typeof data.link === 'string' && URL.canParse(data.link))
    return { text: data.link, url: data.link }
  if (data.type === 'open_app' && typeof data.app_id === 'number')
    return { text: `https://vk.com/app${data.app_id}` }
  throw wrong
}
