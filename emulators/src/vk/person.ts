import { ControlError, getOr404 } from '../fields.ts'
import { announce, announceEdit, findMessage, post, saveChange } from './dialogs.ts'
import type { Button } from './keyboard.ts'
import type { Community, Dialog, Draft, Message, User } from './model.ts'
import { ANSWER_WINDOW_MS } from './presses.ts'
import type { Vk } from './vk.ts'

/** One person before one dialog: what people do, and what the community hears of it. */
export interface Seat {
  vk: Vk
  community: Community
  user: User
  dialog: Dialog
}

export function sit(vk: Vk, community: Community, user: User): Seat {
  return { vk, community, user, dialog: vk.world.openDialog(community.id, user.id) }
}

/** Sends a message; without network it waits on the phone and `undefined` comes back. */
export function write(seat: Seat, draft: Draft): Message | undefined {
  const { vk, user, dialog, community } = seat
  if (!community.settings.messages) throw new ControlError(409, 'the community takes no messages')
  if (!user.isOffline) return dispatch(seat, draft)
  dialog.outbox.push(draft)
  vk.world.saveDialog(dialog)
  vk.touch(dialog)
  return undefined
}

export function writeText(seat: Seat, text: string, more: Partial<Draft> = {}) {
  if (text === '' && !more.forwards?.length) throw new ControlError(400, 'the text is empty')
  return write(seat, { text, attachments: [], ...more })
}

function dispatch(seat: Seat, draft: Draft): Message {
  const { vk, community, dialog, user } = seat
  if (draft.replyTo !== undefined) getOr404(findMessage(dialog, draft.replyTo), 'message')
  read(seat)
  // Writing allows messages, even after they were denied.
  setPermission(seat, 'allowed')
  const { mark } = dialog
  delete dialog.mark
  const message = post(vk, dialog, { ...draft, fromId: user.id, ...(mark && { mark }) })
  announce(vk, community, dialog, message)
  return message
}

export function setPermission(seat: Seat, permission: 'allowed' | 'denied', key?: string): void {
  const { vk, community, dialog, user } = seat
  if (dialog.permission === permission) return
  dialog.permission = permission
  vk.world.saveDialog(dialog)
  vk.touch(dialog)
  const isAllowed = permission === 'allowed'
  vk.journal.write({
    at: vk.clock.now(),
    platform: 'vk',
    direction: '·',
    level: 'plain',
    text: `${user.firstName}: сообщения ${isAllowed ? 'разрешены' : 'запрещены'}`,
    company: String(community.id),
    person: String(user.id),
  })
  vk.events.emit(community, {
    type: isAllowed ? 'message_allow' : 'message_deny',
    object: { user_id: user.id, ...(isAllowed && { key: key ?? '' }) },
    peerId: user.id,
  })
}

export function edit({ vk, community, dialog, user }: Seat, cmid: number, text: string): void {
  const message = getOr404(findMessage(dialog, cmid), 'message')
  if (message.fromId !== user.id) throw new ControlError(409, 'not a message of this person')
  message.text = text
  message.updatedAt = vk.clock.now()
  saveChange(vk, dialog, message)
  announceEdit(vk, community, dialog, message)
}

/** Nobody is told: the platform has no event for it. */
export function erase({ vk, dialog, user }: Seat, cmid: number): void {
  const message = getOr404(findMessage(dialog, cmid), 'message')
  if (message.fromId !== user.id) throw new ControlError(409, 'not a message of this person')
  message.deletedAt = vk.clock.now()
  saveChange(vk, dialog, message)
}

export function tellTyping({ vk, community, user }: Seat): void {
  vk.events.emit(community, {
    type: 'message_typing_state',
    object: { state: 'typing', from_id: user.id, to_id: -community.id },
    peerId: user.id,
  })
}

/** Reads everything the community has written; only the first time is an event. */
export function read({ vk, community, dialog, user }: Seat): void {
  const last = [...dialog.messages.values()].findLast(
    ({ fromId, isDropped }) => fromId < 0 && !isDropped,
  )
  if (!last || last.id <= dialog.outRead || user.isOffline) return
  dialog.outRead = last.id
  vk.world.saveDialog(dialog)
  vk.events.emit(community, {
    type: 'message_read',
    object: {
      from_id: user.id,
      peer_id: user.id,
      read_message_id: last.id,
      conversation_message_id: last.cmid,
    },
    peerId: user.id,
  })
}

export function react({ vk, community, dialog, user }: Seat, cmid: number, id?: number): void {
  const message = getOr404(findMessage(dialog, cmid), 'message')
  message.reactions = message.reactions.filter(({ by }) => by !== user.id)
  if (id !== undefined) message.reactions.push({ by: user.id, reactionId: id })
  saveChange(vk, dialog, message)
  vk.events.emit(community, {
    type: 'message_reaction_event',
    object: {
      reacted_id: user.id,
      peer_id: user.id,
      cmid,
      ...(id !== undefined && { reaction_id: id }),
    },
    peerId: user.id,
  })
}

export interface Spot {
  row: number
  column: number
}

/** A button inside a message. */
export function press(seat: Seat, cmid: number, spot: Spot) {
  const message = getOr404(findMessage(seat.dialog, cmid), 'message')
  const button = getOr404(message.keyboard?.buttons[spot.row]?.[spot.column], 'button')
  message.pressed = spot
  saveChange(seat.vk, seat.dialog, message)
  return use(seat, button, { message, spot })
}

/** A button of the keyboard under the input, which hides after one press if it was sent so. */
export function pressKey(seat: Seat, spot: Spot) {
  const { dialog, vk } = seat
  const { keyboard, authorCmid } = getOr404(dialog.keyboard, 'keyboard')
  const button = getOr404(keyboard.buttons[spot.row]?.[spot.column], 'button')
  if (keyboard.one_time && ['text', 'location'].includes(button.action.type)) {
    delete dialog.keyboard
    vk.world.saveDialog(dialog)
  }
  const message = dialog.messages.get(authorCmid)
  return use(seat, button, { message, spot })
}

interface Where {
  message: Message | undefined
  spot: Spot
}

function use(seat: Seat, { action }: Button, where: Where) {
  const payload = action.payload ? { payload: action.payload } : {}
  switch (action.type) {
    case 'text':
      return write(seat, { text: action.label ?? '', attachments: [], ...payload })
    case 'location': {
      const geo = { latitude: 55.751999, longitude: 37.617734 }
      return write(seat, { text: '', attachments: [], geo, ...payload })
    }
    case 'callback':
      return callBack(seat, action.payload ?? '{}', where)
    default:
      // The rest opens something on the phone; the community hears nothing.
      return undefined
  }
}

function callBack(seat: Seat, payload: string, { message, spot }: Where) {
  const { vk, community, dialog, user } = seat
  if (user.isOffline) throw new ControlError(409, 'the phone has no network')
  const cmid = message?.cmid ?? 0
  const place = { communityId: community.id, userId: user.id, peerId: dialog.peerId, cmid }
  const eventId = vk.presses.add(place)
  if (message) {
    message.pending = { ...spot, until: vk.clock.now() + ANSWER_WINDOW_MS }
    saveChange(vk, dialog, message)
    vk.clock.after(ANSWER_WINDOW_MS, () => vk.touch(dialog))
  }
  vk.events.emit(community, {
    type: 'message_event',
    object: {
      user_id: user.id,
      peer_id: dialog.peerId,
      event_id: eventId,
      payload: JSON.parse(payload === '' ? '{}' : payload) as unknown,
      conversation_message_id: cmid,
    },
    peerId: user.id,
  })
  return { eventId }
}

/** Without network what is written waits on the phone, and nothing new is seen. */
export function setOffline(vk: Vk, user: User, isOffline: boolean): void {
  if (user.isOffline === isOffline) return
  user.isOffline = isOffline
  vk.world.saveUser(user)
  for (const community of vk.world.communities.values()) {
    const dialog = vk.world.findDialog(community.id, user.id)
    if (!dialog) continue
    if (isOffline) dialog.unseenSince = vk.clock.now()
    else delete dialog.unseenSince
    const waiting = isOffline ? [] : dialog.outbox.splice(0)
    vk.world.saveDialog(dialog)
    for (const draft of waiting) dispatch({ vk, community, user, dialog }, draft)
    vk.touch(dialog)
  }
}
