import { type Button, labelOf, layOut } from './buttons.ts'
import type { Bot, Dialog, Draft, Message } from './model.ts'
import type { Viber } from './viber.ts'
import { addressOf, HERE } from './wire.ts'

/** What the page draws of a message besides its text; kinds as `page/parts.js` knows them. */
type Part = { kind: string } & Record<string, unknown>

const NOTICE_MS = 5000

/** A dialog as the person sees it on the phone. */
export function viewDialog(viber: Viber, bot: Bot, dialog: Dialog, limit = 200) {
  const now = viber.clock.now()
  const { notice, keyboard, personId, userId, isSubscribed, isBlocked } = dialog
  const untaken = new Set(
    viber.callbacks
      .pending(bot.id)
      .filter((one) => one.personId === personId && one.event === 'message')
      .map(({ token }) => token),
  )
  const shown = [...dialog.messages.values()].filter(isShown)
  const body = {
    ...{ botId: bot.id, chatId: personId, userId, title: bot.name, isSubscribed, isBlocked },
    isOffline: viber.world.people.find(String(personId))?.isOffline ?? false,
    ...(notice && now - notice.at < NOTICE_MS && { notice }),
    ...(keyboard && { keyboard: { rows: viewRows(layOut(keyboard)) } }),
    messages: [
      ...shown.slice(-limit).map((message) => viewMessage(viber, dialog, message, untaken)),
      ...dialog.outbox.map((draft) => viewDraft(viber, draft, now)),
    ],
  }
  return JSON.parse(JSON.stringify(body).replaceAll(HERE, '/viber')) as typeof body
}

/** What could not be shown is not there, nor are taps that were meant to leave no trace. */
const isShown = ({ isDropped, failedAs, isSilent }: Message) => !isDropped && !failedAs && !isSilent

function viewMessage(
  viber: Viber,
  dialog: Dialog,
  message: Message,
  untaken: Set<string | undefined>,
) {
  const { token, from, at, deletedAt, sender, richMedia } = message
  const isUnseen = dialog.unseenSince !== undefined && at >= dialog.unseenSince
  const quoted = message.replyTo === undefined ? undefined : dialog.messages.get(message.replyTo)
  return {
    id: token,
    from,
    author: sender ?? viber.world.people.find(String(dialog.personId))?.name ?? '',
    at,
    ...(deletedAt && { deletedAt }),
    ...(from === 'person' && { progress: untaken.has(token) ? 'sent' : 'taken' }),
    ...(isUnseen && { isUnseen: true }),
    content: viewContent(viber, message),
    ...(quoted && {
      replyTo: { id: quoted.token, author: quoted.sender ?? '', text: quoted.content.text ?? '' },
    }),
    ...(richMedia && { buttons: viewRows(layOut(richMedia, richMedia.columns)) }),
    ...(message.pressed && { pressed: message.pressed }),
    reactions: [],
  }
}

const viewDraft = (viber: Viber, draft: Draft, at: number) => ({
  ...{ from: 'person', author: '', at, progress: 'waiting', reactions: [] },
  content: viewContent(viber, draft),
})

function viewContent(viber: Viber, draft: Draft) {
  const { text } = draft.content
  return { ...(text && { text }), parts: viewParts(viber, draft) }
}

function viewParts(viber: Viber, { content, fileId }: Draft): Part[] {
  const src = fileId && addressOf(viber, fileId)
  switch (content.type) {
    case 'picture':
      return src ? [{ kind: 'photo', src, alt: '' }] : []
    case 'video':
      return src ? [{ kind: 'video', src }] : []
    case 'file': {
      const file = fileId ? viber.files.find(fileId) : undefined
      return src ? [{ kind: 'file', href: src, name: file?.name, size: file?.size }] : []
    }
    case 'sticker':
      if (src) return [{ kind: 'sticker', src, alt: '' }]
      return [{ kind: 'card', icon: 'smile', title: `№ ${String(content.sticker_id)}` }]
    case 'contact': {
      const { name, phone_number } = content.contact as Record<string, string>
      return [{ kind: 'contact', name, phone: phone_number }]
    }
    case 'location': {
      const { lat, lon, address } = content.location as Record<string, unknown>
      return [{ kind: 'place', latitude: lat, longitude: lon, label: address ?? 'Геопозиция' }]
    }
    case 'url':
      return [{ kind: 'card', icon: 'link', title: content.media }]
    default:
      return content.type === undefined && src ? [{ kind: 'audio', src }] : []
  }
}

const viewRows = (rows: Button[][]) =>
  rows.map((row) => row.map((button) => ({ text: labelOf(button), data: button.ActionBody })))

/** Every message the bot was allowed to send, in order: where a doubled answer shows. */
export function listSent({ world }: Viber, bot: Bot, personId?: number) {
  return world
    .dialogs(bot.id)
    .filter((dialog) => personId === undefined || dialog.personId === personId)
    .flatMap((dialog) =>
      [...dialog.messages.values()]
        .filter(({ method }) => method !== undefined)
        .map(
          ({ token, method, at, content, sender, failedAs, isDropped, seenAt, deliveredAt }) => ({
            ...{ chatId: dialog.personId, messageId: token, method, at, sender },
            ...(content.text && { text: content.text }),
            ...(content.type && { type: content.type }),
            ...(deliveredAt && { deliveredAt }),
            ...(seenAt && { seenAt }),
            ...(failedAs && { failedAs }),
            ...(isDropped && { isDropped }),
          }),
        ),
    )
    .sort((a, b) => a.at - b.at)
}
