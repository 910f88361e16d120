import { API_VERSION } from './api.ts'

/** What a contact centre has to know; everything else happens beside it. */
export const eventNames = [
  'message_new',
  'message_reply',
  'message_edit',
  'message_allow',
  'message_deny',
  'message_event',
  'message_read',
  ...['wall_reply', 'market_comment', 'photo_comment', 'video_comment'].flatMap((what) =>
    ['new', 'edit', 'delete', 'restore'].map((happened) => `${what}_${happened}`),
  ),
  ...['new', 'edit', 'delete', 'restore'].map((happened) => `board_post_${happened}`),
]

export const eventFlags: Readonly<Record<string, string | number>> = {
  api_version: API_VERSION,
  ...Object.fromEntries(eventNames.map((name) => [name, 1])),
}
