export const UPDATE_TYPES = [
  'message_created',
  'message_callback',
  'message_edited',
  'message_removed',
  'comment_created',
  'comment_edited',
  'comment_removed',
  'bot_added',
  'bot_removed',
  'user_added',
  'user_removed',
  'bot_started',
  'bot_stopped',
  'dialog_cleared',
  'dialog_removed',
  'dialog_muted',
  'dialog_unmuted',
  'chat_title_changed',
  'bot_admin_permissions_changed',
]

/** Something that has happened, and what became of telling the bot. */
export interface Update {
  /** The platform keeps it to itself: only the marker of polling lets it be guessed. */
  id: number
  botId: number
  type: string
  /** As it goes over the wire, but for the address of files. */
  body: string
  at: number
  personId?: number
  mid?: string
  /** Webhooks it is still on its way to. */
  urls: string[]
  attempts: { at: number; url: string; outcome: number | string }[]
  acknowledgedAt?: number
  droppedAs?: 'lost' | 'expired'
}
