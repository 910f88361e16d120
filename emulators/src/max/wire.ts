import type { Ground } from './ground.ts'
import type {
  Asset,
  Attachment,
  Author,
  Bot,
  Button,
  Dialog,
  ForwardedBody,
  Link,
  Message,
  Person,
} from './model.ts'

/** Stands in what is kept for wherever we answer just now. */
export const HERE = 'http://here.invalid'

const URL_LIVES_MS = 24 * 3600_000

/** JSON as the platform writes it: `seq` is a bare number whatever its size. */
const rawNumber = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON

export type Wire = Record<string, unknown>

export function wireBot(bot: Bot): Wire {
  return {
    ...{ user_id: bot.id, first_name: bot.name, name: bot.name, username: bot.username },
    is_bot: true,
  }
}

export function wireBotInfo({ world }: Ground, bot: Bot): Wire {
  return {
    ...wireBot(bot),
    last_activity_time: world.clock.now(),
    ...(bot.description && { description: bot.description }),
    ...wireAvatar(bot.id),
    ...(bot.commands.length > 0 && { commands: bot.commands }),
  }
}

export function wirePerson(person: Person, now: number): Wire {
  const { id, firstName, lastName = '', username } = person
  return {
    ...{ user_id: id, first_name: firstName, last_name: lastName },
    name: `${firstName} ${lastName}`.trim(),
    ...(username && { username }),
    is_bot: false,
    last_activity_time: now,
  }
}

export const wireAvatar = (id: number) => ({
  avatar_url: `${HERE}/i/${id}.jpg`,
  full_avatar_url: `${HERE}/i/${id}.jpg?size=full`,
})

function wireAuthor({ world }: Ground, botId: number, id: number): Wire {
  if (id === botId) return wireBot(world.bots.find(String(botId))!)
  const person = world.people.find(String(id))
  return person ? wirePerson(person, world.clock.now()) : { user_id: id, first_name: 'DELETED' }
}

export function wireMessage(max: Ground, dialog: Dialog, message: Message): Wire {
  const { botId, personId, id } = dialog
  const isFromBot = message.authorId === botId
  return {
    // In a dialog the recipient is whoever did not write it.
    recipient: { chat_id: id, chat_type: 'dialog', user_id: isFromBot ? personId : botId },
    timestamp: message.at,
    ...(message.link && { link: wireLink(max, dialog, message.link) }),
    body: wireBody(max, message),
    sender: wireAuthor(max, botId, message.authorId),
  }
}

type Body = Pick<Message, 'mid' | 'seq' | 'text' | 'markup' | 'attachments'> | ForwardedBody

function wireBody(max: Ground, { mid, seq, text, markup, attachments }: Body): Wire {
  const wired = attachments.map((attachment) => wireAttachment(max, attachment))
  return {
    ...{ mid, seq: rawNumber(seq), text: text ?? '' },
    ...(wired.length > 0 && { attachments: wired }),
    ...(markup && markup.length > 0 && { markup }),
  }
}

function wireLink(max: Ground, dialog: Dialog, link: Link): Wire {
  if (link.type === 'forward') {
    const { id, name, isBot } = link.author
    return {
      type: 'forward',
      ...(link.chatId !== undefined && { chat_id: link.chatId }),
      sender: { user_id: id, first_name: name, name, is_bot: isBot },
      message: wireBody(max, link.body),
    }
  }
  const quoted = dialog.messages.get(link.mid)
  if (!quoted) return { type: 'reply', message: { mid: link.mid, seq: 0, text: '' } }
  return {
    type: 'reply',
    sender: wireAuthor(max, dialog.botId, quoted.authorId),
    message: wireBody(max, quoted),
  }
}

export function addressOf(max: Ground, fileId: string): string {
  const name = encodeURIComponent(max.files.find(fileId)?.name ?? 'file')
  return `${HERE}/files/${fileId}/${name}?expires=${max.clock.now() + URL_LIVES_MS}`
}

function wireAttachment(max: Ground, attachment: Attachment): Wire {
  switch (attachment.type) {
    case 'inline_keyboard':
      return {
        callback_id: attachment.callbackId,
        type: 'inline_keyboard',
        payload: { buttons: attachment.rows.map((row) => row.map(wireButton)) },
      }
    case 'contact':
      return { type: 'contact', payload: wireContact(attachment) }
    case 'location':
      return attachment
    case 'share': {
      const { url, title, description } = attachment
      return {
        ...{ type: 'share', payload: { url } },
        ...(title && { title }),
        ...(description && { description }),
      }
    }
    default:
      return wireAsset(max, max.world.assets.find(attachment.token)!)
  }
}

function wireButton({ type, ...rest }: Button): Wire {
  return { type, ...rest, ...(type === 'callback' && { intent: 'default' }) }
}

function wireContact({ vcf, hash, user }: Extract<Attachment, { type: 'contact' }>): Wire {
  return {
    ...(vcf !== undefined && { vcf_info: vcf }),
    ...(hash && { hash }),
    ...(user && { max_info: wireContactUser(user) }),
  }
}

const wireContactUser = ({ id, name, isBot }: Author): Wire => {
  const [first_name = '', ...rest] = name.split(' ')
  return { user_id: id, first_name, last_name: rest.join(' '), name, is_bot: isBot }
}

function wireAsset(max: Ground, asset: Asset): Wire {
  const { kind, token, fileId, photoId, width, height, duration, thumbnailId } = asset
  const url = addressOf(max, fileId)
  const size = { ...(width && { width }), ...(height && { height }) }
  switch (kind) {
    case 'image':
      return { type: kind, payload: { photo_id: photoId, token, url } }
    case 'sticker':
      return { type: kind, payload: { url, code: token }, ...size }
    case 'video':
      return {
        ...{ type: kind, payload: { token, url } },
        ...(thumbnailId && { thumbnail: { url: addressOf(max, thumbnailId) } }),
        ...size,
        ...(duration && { duration }),
      }
    case 'audio':
      return { type: kind, payload: { token, url }, transcription: null }
    default: {
      const file = max.files.find(fileId)
      return { type: kind, payload: { token, url }, filename: file?.name, size: file?.size }
    }
  }
}

export function wireChat(max: Ground, dialog: Dialog): Wire {
  const person = max.world.people.find(String(dialog.personId))!
  return {
    chat_id: dialog.id,
    type: 'dialog',
    status: dialog.status === 'none' ? 'active' : dialog.status,
    last_event_time: dialog.lastEventAt,
    participants_count: 2,
    is_public: false,
    messages_count: dialog.messages.size,
    dialog_with_user: { ...wirePerson(person, dialog.lastEventAt), ...wireAvatar(person.id) },
  }
}
