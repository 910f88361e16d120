import { HERE } from './files.ts'
import type { Attachment, Community, Dialog, Draft, Message } from './model.ts'
import type { Vk } from './vk.ts'
import { PLACE_FIELDS } from './wire.ts'

/** What the page draws of a message besides its text; kinds as `page/parts.js` knows them. */
type Part = { kind: string } & Record<string, unknown>

const TONES: Record<string, string> = { primary: 'primary', positive: 'good', negative: 'bad' }
const EMOJI = ['❤', '🔥', '😂', '👍', '💩', '❓', '😭', '😡', '👎', '👌']

export const toReactionId = (emoji: string) => EMOJI.indexOf(emoji) + 1 || 4

/** A dialog as the person sees it on the phone. */
export function viewDialog(vk: Vk, community: Community, dialog: Dialog, limit = 200) {
  const now = vk.clock.now()
  const user = vk.world.users.get(dialog.peerId)
  const { typing, notice, keyboard } = dialog
  const messages = [...dialog.messages.values()].filter(({ isDropped }) => !isDropped)
  const body = {
    communityId: community.id,
    chatId: dialog.peerId,
    title: community.name,
    isBlocked: dialog.permission === 'denied',
    isOffline: user?.isOffline ?? false,
    permission: dialog.permission,
    areMessagesOff: !community.settings.messages,
    hasStartButton: community.settings.bots_start_button,
    ...(typing && typing.until > now && { typing: typing.kind }),
    ...(notice && now - notice.at < 10_000 && { notice }),
    ...(keyboard && { keyboard: { rows: viewRows(keyboard.keyboard.buttons) } }),
    messages: [
      ...messages.slice(-limit).map((message) => viewMessage(vk, dialog, message)),
      ...dialog.outbox.map((draft) => viewDraft(draft, now)),
    ],
  }
  return JSON.parse(JSON.stringify(body).replaceAll(HERE, '/vk')) as typeof body
}

function viewMessage(vk: Vk, dialog: Dialog, message: Message) {
  const { cmid, id, fromId, at, updatedAt, deletedAt, keyboard, pending } = message
  const quoted = message.replyTo === undefined ? undefined : dialog.messages.get(message.replyTo)
  const isOwn = fromId > 0
  const isWaiting = pending !== undefined && pending.until > vk.clock.now()
  return {
    id: cmid,
    from: isOwn ? 'person' : 'bot',
    author: nameOf(vk, fromId),
    at,
    ...(updatedAt && { editedAt: updatedAt }),
    ...(deletedAt && { deletedAt }),
    ...(isOwn && { progress: id <= dialog.inRead ? 'taken' : 'sent' }),
    ...(dialog.unseenSince !== undefined && at >= dialog.unseenSince && { isUnseen: true }),
    ...viewContent(message),
    ...(message.forwards?.length && { forwarded: viewForwards(vk, dialog, message) }),
    ...(quoted && {
      replyTo: { id: quoted.cmid, author: nameOf(vk, quoted.fromId), text: quoted.text },
    }),
    ...(keyboard?.inline && {
      buttons: viewRows(keyboard.buttons, isWaiting ? pending : undefined),
    }),
    ...(message.pressed && { pressed: message.pressed }),
    reactions: message.reactions.map(({ by, reactionId }) => ({
      by: by > 0 ? 'person' : 'bot',
      emoji: EMOJI[reactionId - 1] ?? '👍',
    })),
  }
}

function viewForwards(vk: Vk, dialog: Dialog, { forwards = [] }: Message) {
  return forwards.flatMap((cmid) => {
    const message = dialog.messages.get(cmid)
    return message ? [{ author: nameOf(vk, message.fromId), text: message.text }] : []
  })
}

const viewDraft = (draft: Draft, at: number) => ({
  ...{ from: 'person', author: '', at, progress: 'waiting', reactions: [] },
  ...viewContent(draft),
})

function viewContent({ text, attachments, geo }: Draft) {
  const parts = attachments.flatMap(viewAttachment)
  if (geo) parts.push({ kind: 'place', ...geo, label: geo.title ?? 'Геопозиция' })
  // `[id1|Имя]` is shown as the name alone.
  const shown = text.replace(/\[(?:id|club|public)\d+\|([^\]]+)\]/g, '$1')
  return { ...(text !== '' && { text: shown }), parts }
}

interface Size {
  url: string
  width: number
  height: number
}

function viewAttachment({ type, body }: Attachment): Part[] {
  switch (type) {
    case 'photo': {
      const sizes = body.sizes as Size[]
      const { url, width, height } = sizes.at(-1)!
      const src = (sizes.find((size) => size.width >= 500) ?? sizes.at(-1)!).url
      return [{ kind: 'photo', src, full: url, width, height, alt: '' }]
    }
    case 'doc':
      return [{ kind: 'file', href: body.url, name: body.title, size: body.size }]
    case 'audio_message':
      return [{ kind: 'audio', src: body.link_ogg }]
    case 'sticker':
      return [{ kind: 'sticker', src: (body.images as Size[]).at(-1)!.url, alt: '' }]
    case 'market': {
      const { text } = body.price as { text: string }
      return [{ kind: 'card', icon: 'file', title: body.title, note: text }]
    }
    default:
      return [{ kind: 'card', icon: 'file', title: String(body.text ?? type) }]
  }
}

interface RowButton {
  action: { type: string; label?: string; link?: string }
  color?: string
}

const LABELS: Record<string, string> = { location: 'Отправить геопозицию', vkpay: 'Оплатить' }

function viewRows(rows: RowButton[][], waiting?: { row: number; column: number }) {
  return rows.map((row, at) =>
    row.map(({ action, color }, column) => ({
      text: action.label ?? LABELS[action.type] ?? action.type,
      ...(action.link && { url: action.link }),
      ...(color && TONES[color] && { tone: TONES[color] }),
      ...(waiting?.row === at && waiting.column === column && { isWaiting: true }),
    })),
  )
}

export function nameOf({ world }: Vk, id: number): string {
  if (id < 0) return world.communities.get(-id)?.name ?? 'DELETED'
  return world.users.get(id)?.firstName ?? 'DELETED'
}

/** What there is to comment on, with the comments, as the page shows it. */
export function viewPlaces(vk: Vk, community: Community) {
  return [...vk.world.places.values()]
    .filter(({ communityId }) => communityId === community.id)
    .map((place) => ({
      ...{ kind: place.kind, id: place.id, title: place.title },
      ...(place.price !== undefined && { price: place.price }),
      areCommentsClosed: place.areCommentsClosed,
      field: PLACE_FIELDS[place.kind][0],
      comments: vk.world.listComments(place).map((comment) => ({
        ...{ id: comment.id, fromId: comment.fromId, at: comment.at, text: comment.text },
        author: nameOf(vk, comment.fromId),
        ...(comment.replyTo !== undefined && { replyTo: comment.replyTo }),
        ...(comment.editedAt && { editedAt: comment.editedAt }),
        ...(comment.deletedAt && { deletedAt: comment.deletedAt }),
      })),
    }))
}

/** Every message the community's keys were allowed to send, in order. */
export function listSent(vk: Vk, community: Community, peerId?: number) {
  return vk.world
    .dialogs(community.id)
    .filter((dialog) => peerId === undefined || dialog.peerId === peerId)
    .flatMap((dialog) =>
      [...dialog.messages.values()]
        .filter(({ fromId, adminAuthorId }) => fromId < 0 && adminAuthorId === undefined)
        .map(({ id, cmid, at, text, randomId, deletedAt, isDropped }) => ({
          ...{ chatId: dialog.peerId, id, messageId: cmid, at, text, randomId },
          ...(deletedAt && { deletedAt }),
          ...(isDropped && { isDropped }),
        })),
    )
    .sort((a, b) => a.at - b.at)
}
