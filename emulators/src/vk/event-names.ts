const withChanges = (what: string) =>
  ['new', 'edit', 'delete', 'restore'].map((change) => `${what}_${change}`)

/** Every event a callback server or a poll can be set to. */
export const EVENT_NAMES = [
  ...['message_new', 'message_reply', 'message_edit', 'message_allow', 'message_deny'],
  ...['message_event', 'message_read', 'message_typing_state', 'message_reaction_event'],
  ...['wall', 'photo', 'video', 'market'].flatMap((place) =>
    withChanges(place === 'wall' ? 'wall_reply' : `${place}_comment`),
  ),
  ...withChanges('board_post'),
  ...['wall_post_new', 'wall_repost', 'market_order_new', 'market_order_edit'],
  ...['group_join', 'group_leave', 'user_block', 'user_unblock', 'group_officers_edit'],
  ...['group_change_settings', 'group_change_photo', 'like_add', 'like_remove'],
  ...['poll_vote_new', 'photo_new', 'video_new', 'audio_new'],
]
