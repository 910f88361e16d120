import type { Max } from './max.ts'
import type { Attachment, Bot, Button, Dialog, Draft, Message } from './model.ts'
import { addressOf, HERE } from './wire.ts'

/** What the page draws of a message besides its text; kinds as `page/parts.js` knows them. */
type Part = { kind: string } & Record<string, unknown>

const NOTICE_MS = 5000

/** A dialog as the person sees it on the phone. */
export function viewDialog(max: Max, bot: Bot, dialog: Dialog, limit = 200) {
  const now = max.clock.now()
  const { typing, notice, status, personId } = dialog
  const untaken = new Set(
    max.updates
      .pending(bot.id)
      .filter((update) => update.personId === personId && update.type === 'message_created')
      .map(({ mid }) => mid),
  )
  const shown = [...dialog.messages.values()].filter(
    ({ isDropped, isCleared }) => !isDropped && !isCleared,
  )
  const body = {
    botId: bot.id,
    chatId: personId,
    dialogId: dialog.id,
    title: bot.name,
    status,
    isBlocked: status === 'suspended' || status === 'removed',
    isMuted: dialog.isMuted,
    isOffline: max.world.people.find(String(personId))?.isOffline ?? false,
    ...(typing && typing.until > now && { typing: typing.action }),
    ...(notice && now - notice.at < NOTICE_MS && { notice }),
    messages: [
      ...shown.slice(-limit).map((message) => viewMessage(max, dialog, message, untaken)),
      ...dialog.outbox.map((draft) => viewDraft(max, draft, now)),
    ],
  }
  return JSON.parse(JSON.stringify(body).replaceAll(HERE, '/max')) as typeof body
}

function viewMessage(max: Max, dialog: Dialog, message: Message, untaken: Set<string | undefined>) {
  const { mid, authorId, at, editedAt, deletedAt, attachments, link } = message
  const isFromBot = authorId === dialog.botId
  const keyboard = attachments.find((one) => one.type === 'inline_keyboard')
  const isUnseen = dialog.unseenSince !== undefined && at >= dialog.unseenSince
  return {
    id: mid,
    from: isFromBot ? 'bot' : 'person',
    author: nameOf(max, dialog, authorId),
    at,
    ...(editedAt && { editedAt }),
    ...(deletedAt && { deletedAt }),
    ...(!isFromBot && { progress: untaken.has(mid) ? 'sent' : 'taken' }),
    ...(isUnseen && { isUnseen: true }),
    content: viewContent(max, message),
    ...(link?.type === 'reply' && { replyTo: viewQuoted(max, dialog, link.mid) }),
    ...(link?.type === 'forward' && {
      forwarded: [{ author: link.author.name, text: link.body.text ?? '' }],
    }),
    ...(keyboard && { buttons: viewRows(keyboard.rows, message) }),
    ...(message.pressed && { pressed: message.pressed }),
    reactions: [],
  }
}

const viewDraft = (max: Max, draft: Draft, at: number) => ({
  ...{ from: 'person', author: '', at, progress: 'waiting', reactions: [] },
  content: viewContent(max, draft),
})

const TYPES: Record<string, string> = {
  strong: 'bold',
  emphasized: 'italic',
  monospaced: 'code',
  strikethrough: 'strikethrough',
  underline: 'underline',
  quote: 'blockquote',
  heading: 'bold',
  link: 'text_link',
}

function viewContent(max: Max, { text, markup = [], attachments }: Draft) {
  const entities = markup.flatMap(({ type, from, length, url }) => {
    const kind = TYPES[type]
    return kind ? [{ type: kind, offset: from, length, ...(url && { url }) }] : []
  })
  return {
    ...(text && { text }),
    ...(entities.length > 0 && { entities }),
    parts: attachments.flatMap((attachment) => viewAttachment(max, attachment)),
  }
}

function viewAttachment(max: Max, attachment: Attachment): Part[] {
  switch (attachment.type) {
    case 'inline_keyboard':
      return []
    case 'location': {
      const { latitude, longitude } = attachment
      return [{ kind: 'place', latitude, longitude, label: 'Геопозиция' }]
    }
    case 'contact': {
      const [name = '', phone = ''] = [/FN:(.*)\r/, /TEL[^:]*:(.*)\r/].map(
        (pattern) => pattern.exec(attachment.vcf ?? '')?.[1] ?? '',
      )
      return [{ kind: 'contact', name, phone }]
    }
    case 'share':
      return [{ kind: 'card', icon: 'link', title: attachment.title ?? attachment.url }]
    default:
      return viewAsset(max, attachment.token)
  }
}

function viewAsset(max: Max, token: string): Part[] {
  const asset = max.world.assets.find(token)!
  const { kind, fileId, width, height } = asset
  const src = addressOf(max, fileId)
  if (kind === 'image') return [{ kind: 'photo', src, width, height, alt: '' }]
  if (kind === 'sticker') return [{ kind, src, alt: '' }]
  if (kind === 'video' || kind === 'audio') return [{ kind, src }]
  const file = max.files.find(fileId)
  return [{ kind: 'file', href: src, name: file?.name ?? '', size: file?.size ?? 0 }]
}

function viewRows(rows: Button[][], { pending }: Message) {
  return rows.map((row, at) =>
    row.map(({ type, text, url, payload }, column) => ({
      ...{ type, text },
      ...(url && { url }),
      ...(payload && { data: payload }),
      ...(pending?.row === at && pending.column === column && { isWaiting: true }),
    })),
  )
}

function viewQuoted(max: Max, dialog: Dialog, mid: string) {
  const quoted = dialog.messages.get(mid)
  const author = quoted ? nameOf(max, dialog, quoted.authorId) : ''
  return { id: mid, author, text: quoted?.text ?? '' }
}

function nameOf({ world }: Max, { botId }: Dialog, id: number): string {
  if (id === botId) return world.bots.find(String(id))?.name ?? ''
  return world.people.find(String(id))?.firstName ?? ''
}

/** Every message the bot was allowed to send, in order: where a doubled answer shows. */
export function listSent({ world }: Max, bot: Bot, personId?: number) {
  return world
    .dialogs(bot.id)
    .filter((dialog) => personId === undefined || dialog.personId === personId)
    .flatMap((dialog) =>
      [...dialog.messages.values()]
        .filter(({ method }) => method !== undefined)
        .map(({ mid, method, at, text, deletedAt, isDropped }) => ({
          ...{ chatId: dialog.personId, messageId: mid, method, at },
          ...(text && { text }),
          ...(deletedAt && { deletedAt }),
          ...(isDropped && { isDropped }),
        })),
    )
    .sort((a, b) => a.at - b.at)
}
