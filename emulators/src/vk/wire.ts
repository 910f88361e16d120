import { toUnix } from '../clock.ts'
import type {
  CallbackServer,
  Comment,
  Community,
  Dialog,
  Message,
  Place,
  PlaceKind,
  User,
} from './model.ts'
import type { World } from './world.ts'

const PICTURE = (name: string) => `https://sun1-1.userapi.com/${name}.jpg`

export function wireUser({ id, firstName, lastName, screenName, deactivated }: User) {
  if (deactivated)
    return { id, first_name: 'DELETED', last_name: '', deactivated, is_closed: false }
  return {
    id,
    first_name: firstName,
    last_name: lastName,
    can_access_closed: true,
    is_closed: false,
    screen_name: screenName,
    domain: screenName,
    photo_50: PICTURE('50'),
    photo_100: PICTURE('100'),
    photo_200: PICTURE('200'),
    online: 0,
    can_write_private_message: 1,
  }
}

export function wireCommunity({ id, name, screenName, type }: Community) {
  return {
    ...{ id, name, screen_name: screenName, is_closed: 0, type },
    ...{ photo_50: PICTURE('50'), photo_100: PICTURE('100'), photo_200: PICTURE('200') },
  }
}

/** As it stands in answers and events; nested ones are cut down as on the platform. */
export function wireMessage(dialog: Dialog, message: Message): Record<string, unknown> {
  const quoted = message.replyTo === undefined ? undefined : dialog.messages.get(message.replyTo)
  const { geo, keyboard, mark } = message
  return {
    date: toUnix(message.at),
    ...(message.updatedAt && { update_time: toUnix(message.updatedAt) }),
    from_id: message.fromId,
    id: message.id,
    out: message.fromId < 0 ? 1 : 0,
    version: 10_000_000 + message.id,
    attachments: message.attachments.map(wireAttachment),
    conversation_message_id: message.cmid,
    fwd_messages: (message.forwards ?? []).flatMap((cmid) => wireNested(dialog, cmid)),
    important: false,
    is_hidden: false,
    peer_id: dialog.peerId,
    random_id: message.randomId,
    text: message.text,
    ...(message.adminAuthorId && { admin_author_id: message.adminAuthorId }),
    ...(message.payload !== undefined && { payload: message.payload }),
    ...(quoted && { reply_message: wireNested(dialog, quoted.cmid)[0] }),
    ...(geo && { geo: wireGeo(geo) }),
    ...(keyboard && { keyboard }),
    ...(mark && { ref: mark.ref, ...(mark.refSource && { ref_source: mark.refSource }) }),
  }
}

export const wireAttachment = ({ type, body }: { type: string; body: object }) => ({
  type,
  [type]: body,
})

function wireGeo({ latitude, longitude, title }: NonNullable<Message['geo']>) {
  return {
    type: 'point',
    coordinates: { latitude, longitude },
    ...(title && { place: { title } }),
  }
}

function wireNested(dialog: Dialog, cmid: number) {
  const message = dialog.messages.get(cmid)
  if (!message) return []
  return [
    {
      date: toUnix(message.at),
      from_id: message.fromId,
      id: message.id,
      attachments: message.attachments.map(wireAttachment),
      conversation_message_id: cmid,
      peer_id: dialog.peerId,
      text: message.text,
    },
  ]
}

/** What the person's client can do; a connector draws its keyboards by it. */
export const CLIENT = {
  button_actions: ['text', 'vkpay', 'open_app', 'location', 'open_link', 'callback'],
  keyboard: true,
  inline_keyboard: true,
  carousel: false,
  lang_id: 0,
}

/** Names of owner and place in the events of each kind. */
export const PLACE_FIELDS: Record<PlaceKind, [place: string, owner: string]> = {
  wall: ['post_id', 'post_owner_id'],
  market: ['item_id', 'market_owner_id'],
  photo: ['photo_id', 'photo_owner_id'],
  video: ['video_id', 'video_owner_id'],
  board: ['topic_id', 'topic_owner_id'],
}

export const EVENT_OF: Record<PlaceKind, string> = {
  wall: 'wall_reply',
  market: 'market_comment',
  photo: 'photo_comment',
  video: 'video_comment',
  board: 'board_post',
}

export function wireComment(world: World, comment: Comment): Record<string, unknown> {
  const { kind, communityId, placeId, replyTo } = comment
  const [placeField, ownerField] = PLACE_FIELDS[kind]
  const answered = replyTo === undefined ? undefined : world.findComment(kind, communityId, replyTo)
  return {
    id: comment.id,
    from_id: comment.fromId,
    date: toUnix(comment.at),
    text: comment.text,
    [placeField]: placeId,
    [ownerField]: -communityId,
    ...(kind === 'wall' && { owner_id: -communityId }),
    attachments: comment.attachments.map(wireAttachment),
    parents_stack: findParents(world, comment),
    ...(answered && { reply_to_user: answered.fromId, reply_to_comment: answered.id }),
    thread: {
      count: listThread(world, comment).length,
      items: [],
      can_post: true,
      show_reply_button: true,
      groups_can_post: true,
    },
  }
}

/** A thread has one level: whatever is answered in it belongs to the comment it began with. */
export function findParents(world: World, { kind, communityId, replyTo }: Comment): number[] {
  if (replyTo === undefined || kind !== 'wall') return []
  let root = world.findComment(kind, communityId, replyTo)
  while (root?.replyTo !== undefined) root = world.findComment(kind, communityId, root.replyTo)
  return root ? [root.id] : []
}

/** What was said below a comment of a wall, the oldest first. */
export function listThread(world: World, comment: Comment): Comment[] {
  const { kind, communityId, placeId } = comment
  return world
    .listComments({ kind, communityId, id: placeId })
    .filter((one) => !one.deletedAt && findParents(world, one)[0] === comment.id)
}

export function wireProduct({ id, communityId, title, price = 0, at }: Place) {
  return {
    id,
    owner_id: -communityId,
    title,
    description: '',
    price: {
      amount: String(price * 100),
      currency: { id: 643, name: 'RUB', title: '₽' },
      text: `${price.toLocaleString('ru')} ₽`,
    },
    date: toUnix(at),
    thumb_photo: PICTURE('m'),
    availability: 0,
  }
}

export function wirePost({ id, communityId, title, at }: Place, comments = 0) {
  return {
    ...{ id, owner_id: -communityId, from_id: -communityId, date: toUnix(at) },
    ...{ post_type: 'post', text: title, attachments: [], comments: { count: comments } },
  }
}

export function wireVideo({ id, communityId, title, at }: Place, comments: number) {
  return { id, owner_id: -communityId, title, description: '', date: toUnix(at), comments }
}

export function wireTopic({ id, title, at }: Place, comments: Comment[]) {
  const updated = comments.at(-1)?.at ?? at
  return { id, title, created: toUnix(at), updated: toUnix(updated), comments: comments.length }
}

export function wireServer({ id, title, creatorId, url, secretKey, status }: CallbackServer) {
  return { id, title, creator_id: creatorId, url, secret_key: secretKey, status }
}
