import type { InboundContent, RemoteFile } from '../contract.ts'
import { present } from '../kit/present.ts'
import { toSpans } from './entities.ts'
import { toExternalId } from './ids.ts'
import type { ForwardOrigin, Media, Message, Sticker } from './types.ts'

export function toContent(message: Message): InboundContent {
  const content = present({
    text: message.text ?? message.caption ?? '',
    format: toSpans(message),
    files: toFiles(message),
    location: toLocation(message),
    sharedContact: toSharedContact(message),
    replyTo: toReply(message),
    forwardedFrom: message.forward_origin && nameOrigin(message.forward_origin),
    albumId: message.media_group_id,
  })
  const isShown =
    message.text !== undefined ||
    content.files.length > 0 ||
    content.location !== undefined ||
    content.sharedContact !== undefined
  if (isShown) return { ...content, text: content.text || (message.sticker?.emoji ?? '') }
  return { ...content, text: content.text || describe(message), unsupported: kindOf(message) }
}

function toFiles(message: Message): RemoteFile[] {
  // Telegram repeats an animation as a document, for applications older than animations.
  if (message.animation) return [toFile('animation', message.animation)]
  if (message.document) return [toFile('document', message.document)]
  if (message.voice) return [toFile('voice', message.voice)]
  if (message.audio) return [toFile('audio', message.audio)]
  if (message.video) return [toFile('video', message.video)]
  if (message.video_note) return [toFile('round-video', message.video_note)]
  if (message.sticker) return [toStickerFile(message.sticker)]
  // Every photo comes in several sizes, the largest last.
  const largest = message.photo?.at(-1)
  return largest ? [{ ...toFile('image', largest), mime: 'image/jpeg' }] : []
}

function toFile(kind: RemoteFile['kind'], media: Media): RemoteFile {
  return present({
    reference: media.file_id,
    kind,
    name: media.file_name,
    mime: media.mime_type,
    bytes: media.file_size,
    width: media.width ?? media.length,
    height: media.height ?? media.length,
    durationS: media.duration,
  })
}

/** Browsers show no moving stickers (gzipped Lottie, WebM), so these come as their still picture. */
function toStickerFile(sticker: Sticker): RemoteFile {
  const isMoving = sticker.is_animated || sticker.is_video
  if (!isMoving) return { ...toFile('sticker', sticker), mime: 'image/webp' }
  return toFile('sticker', sticker.thumbnail ?? sticker)
}

function toLocation({ venue, location }: Message): InboundContent['location'] {
  if (venue) {
    const { latitude, longitude } = venue.location
    return { latitude, longitude, title: venue.title, address: venue.address }
  }
  if (!location) return undefined
  const { latitude, longitude, live_period } = location
  return { latitude, longitude, ...(live_period !== undefined && { isLive: true }) }
}

function toSharedContact({ contact, from }: Message): InboundContent['sharedContact'] {
  if (!contact) return undefined
  const { first_name, last_name, phone_number, user_id } = contact
  const isOwn = user_id !== undefined && user_id === from?.id
  // Their own number is international, with or without the plus; of other cards nothing is certain.
  const lacksPlus = isOwn && /^\d/.test(phone_number)
  return {
    name: [first_name, last_name].filter(Boolean).join(' '),
    phone: lacksPlus ? `+${phone_number}` : phone_number,
    isOwn,
  }
}

function toReply({ reply_to_message: replied, quote }: Message): InboundContent['replyTo'] {
  if (!replied) return undefined
  return present({
    id: toExternalId(replied),
    text: quote?.text ?? replied.text ?? replied.caption,
    isOurs: replied.from?.is_bot,
  })
}

/** Of people who hide their account, Telegram gives the name only. */
function nameOrigin(origin: ForwardOrigin): string | undefined {
  const { sender_user: user, sender_user_name, sender_chat, chat } = origin
  if (user) return [user.first_name, user.last_name].filter(Boolean).join(' ')
  return sender_user_name ?? sender_chat?.title ?? chat?.title
}

/** What can be said in words of what cannot be shown. */
function describe({ dice, poll, game }: Message): string {
  if (dice) return `${dice.emoji} ${dice.value}`
  return poll?.question ?? game?.title ?? ''
}

/** Everything that can stand beside the content of a message without being it. */
const envelope = new Set(
  `message_id message_thread_id direct_messages_topic from sender_chat sender_boost_count
  sender_business_bot sender_tag date edit_date business_connection_id chat forward_origin
  forward_from forward_from_chat forward_from_message_id forward_signature forward_sender_name
  forward_date is_topic_message is_automatic_forward is_paid_post reply_to_message external_reply
  quote reply_to_story reply_to_checklist_task_id reply_to_poll_option_id via_bot
  has_protected_content is_from_offline media_group_id author_signature paid_star_count text
  entities link_preview_options suggested_post_info effect_id caption caption_entities
  show_caption_above_media has_media_spoiler reply_markup`.split(/\s+/),
)

/** Telegram adds kinds several times a year: the key that is none of the above names it. */
function kindOf(message: Message): string {
  return Object.keys(message).find((key) => !envelope.has(key)) ?? 'empty'
}
