/** Objects of the Bot API, spelled as https://core.telegram.org/bots/api spells them. */

export interface WireUser {
  id: number
  is_bot: boolean
  first_name: string
  last_name?: string
  username?: string
  language_code?: string
}

export interface WireChat {
  id: number
  type: 'private' | 'group' | 'supergroup'
  title?: string
  first_name?: string
  last_name?: string
  username?: string
}

export interface Entity {
  type: string
  /** In UTF-16 code units, as JavaScript counts. */
  offset: number
  length: number
  url?: string
  language?: string
  custom_emoji_id?: string
  user?: WireUser
}

export interface WireFile {
  file_id: string
  file_unique_id: string
  file_size: number
}

export interface PhotoSize extends WireFile {
  width: number
  height: number
}

export interface Media extends WireFile {
  file_name?: string
  mime_type?: string
  duration?: number
  width?: number
  height?: number
  length?: number
  performer?: string
  title?: string
  emoji?: string
  set_name?: string
  is_animated?: boolean
  is_video?: boolean
  type?: string
  thumbnail?: PhotoSize
  /** The real server repeats the thumbnail under its old name. */
  thumb?: PhotoSize
}

export interface WireLocation {
  latitude: number
  longitude: number
  horizontal_accuracy?: number
}

/** What a message carries; exactly one kind of it, except for the twins the platform sends. */
export interface Content {
  text?: string
  entities?: Entity[]
  link_preview_options?: unknown
  caption?: string
  caption_entities?: Entity[]
  photo?: PhotoSize[]
  document?: Media
  voice?: Media
  audio?: Media
  video?: Media
  video_note?: Media
  animation?: Media
  sticker?: Media
  location?: WireLocation
  venue?: { location: WireLocation; title: string; address: string }
  contact?: { phone_number: string; first_name: string; last_name?: string; user_id?: number }
  media_group_id?: string
  new_chat_members?: WireUser[]
  migrate_to_chat_id?: number
  migrate_from_chat_id?: number
}

export interface InlineButton {
  text: string
  callback_data?: string
  url?: string
  [extra: string]: unknown
}

export interface InlineKeyboard {
  inline_keyboard: InlineButton[][]
}

export interface ReplyButton {
  text: string
  request_contact?: boolean
  request_location?: boolean
}

export interface ReplyKeyboard {
  keyboard: ReplyButton[][]
  resize_keyboard?: boolean
  one_time_keyboard?: boolean
  is_persistent?: boolean
  input_field_placeholder?: string
}

export type Markup =
  | InlineKeyboard
  | ReplyKeyboard
  | { remove_keyboard: true }
  | { force_reply: true; input_field_placeholder?: string }

export interface WireMessage extends Content {
  message_id: number
  from?: WireUser
  chat: WireChat
  date: number
  edit_date?: number
  reply_to_message?: WireMessage
  reply_markup?: InlineKeyboard
}
