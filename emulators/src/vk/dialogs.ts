import { ApiError } from './api-error.ts'
import type { Community, Dialog, Draft, Message } from './model.ts'
import type { Vk } from './vk.ts'
import { CLIENT, wireMessage } from './wire.ts'

type New = Draft & Partial<Pick<Message, 'adminAuthorId' | 'keyboard' | 'mark' | 'isDropped'>>

/** Adds a message to a dialog, whoever wrote it; ids are counted per community, cmids per dialog. */
export function post(
  vk: Vk,
  dialog: Dialog,
  { fromId, randomId = 0, ...draft }: New & { fromId: number; randomId?: number },
): Message {
  const community = vk.world.communities.get(dialog.communityId)!
  const message: Message = {
    ...draft,
    id: ++community.lastMessageId,
    cmid: ++dialog.lastCmid,
    fromId,
    randomId,
    at: vk.clock.now(),
    reactions: [],
  }
  if (fromId < 0) {
    delete dialog.typing
    dialog.isAnswered = true
    if (message.keyboard && !message.keyboard.inline) showKeyboard(dialog, message)
  } else dialog.isAnswered = false
  vk.world.saveMessage(dialog, message)
  vk.world.saveDialog(dialog)
  vk.world.saveCommunity(community)
  vk.touch(dialog)
  return message
}

function showKeyboard(dialog: Dialog, { keyboard, cmid }: Message): void {
  if (keyboard!.buttons.length === 0) delete dialog.keyboard
  else dialog.keyboard = { keyboard: keyboard!, authorCmid: cmid }
}

export function saveChange(vk: Vk, dialog: Dialog, message: Message): void {
  vk.world.saveMessage(dialog, message)
  vk.touch(dialog)
}

/** `message_reply`: whatever leaves the community comes back to it, written by a program or by hand. */
export function echo(vk: Vk, community: Community, dialog: Dialog, message: Message): void {
  const { peerId } = dialog
  const object = wireMessage(dialog, message)
  vk.events.emit(community, { type: 'message_reply', object, peerId, cmid: message.cmid })
}

export function announceEdit(vk: Vk, community: Community, dialog: Dialog, message: Message): void {
  const { peerId } = dialog
  const object = wireMessage(dialog, message)
  vk.events.emit(community, { type: 'message_edit', object, peerId, cmid: message.cmid })
}

export function announce(vk: Vk, community: Community, dialog: Dialog, message: Message): void {
  const delivered = vk.events.emit(community, {
    type: 'message_new',
    object: { message: wireMessage(dialog, message), client_info: CLIENT },
    peerId: dialog.peerId,
    cmid: message.cmid,
  })
  if (vk.events.find(delivered).droppedAs !== 'lost') return
  message.isLost = true
  vk.world.saveMessage(dialog, message)
}

/** A message both sides may still speak of. */
export function findMessage(dialog: Dialog, cmid: number): Message | undefined {
  const message = dialog.messages.get(cmid)
  return message?.deletedAt === undefined ? message : undefined
}

export function listMessages(dialog: Dialog): Message[] {
  return [...dialog.messages.values()].filter(
    ({ deletedAt, isHidden, isDropped }) => !deletedAt && !isHidden && !isDropped,
  )
}

const FIRST_CHAT = 2_000_000_000

/** The dialog a community may write into; the platform's refusals otherwise. */
export function getWritable(vk: Vk, community: Community, peerId: number): Dialog {
  checkPeer(vk, community, peerId)
  const user = vk.world.users.get(peerId)!
  if (user.deactivated) throw new ApiError(18)
  if (community.banned.includes(peerId)) throw new ApiError(900)
  if (user.isPrivate) throw new ApiError(902)
  const dialog = vk.world.findDialog(community.id, peerId)
  if (dialog?.permission !== 'allowed') throw new ApiError(901)
  return dialog
}

function checkPeer(vk: Vk, community: Community, peerId: number): void {
  // Chats of many do not exist here, so that nobody is a member of one.
  if (peerId > FIRST_CHAT) throw new ApiError(917)
  if (!vk.world.users.has(peerId)) throw new ApiError(936)
  if (!community.settings.messages) throw new ApiError(15, 'group messages are disabled')
}

/** A dialog to read in; one that has not begun is empty. */
export function getReadable(vk: Vk, community: Community, peerId: number): Dialog | undefined {
  checkPeer(vk, community, peerId)
  return vk.world.findDialog(community.id, peerId)
}
