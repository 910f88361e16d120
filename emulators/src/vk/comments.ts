import type { Comment, Community, Place, PlaceKind } from './model.ts'
import type { Vk } from './vk.ts'
import { EVENT_OF, PLACE_FIELDS, wireComment } from './wire.ts'

type NewComment = Pick<Comment, 'fromId' | 'text' | 'attachments' | 'replyTo' | 'guid'>

/** Ids of comments are counted per community and kind of place. */
export function addComment(vk: Vk, place: Place, wanted: NewComment): Comment {
  const { kind, communityId, id: placeId } = place
  const known = [...vk.world.comments.values()].filter(
    (one) => one.kind === kind && one.communityId === communityId,
  )
  const id = Math.max(0, ...known.map((one) => one.id)) + 1
  const comment: Comment = { ...wanted, id, kind, communityId, placeId, at: vk.clock.now() }
  vk.world.saveComment(comment)
  tell(vk, comment, 'new')
  return comment
}

export function editComment(vk: Vk, comment: Comment, text: string): void {
  comment.text = text
  comment.editedAt = vk.clock.now()
  vk.world.saveComment(comment)
  tell(vk, comment, 'edit')
}

export function deleteComment(vk: Vk, comment: Comment, deleterId: number): void {
  comment.deletedAt = vk.clock.now()
  vk.world.saveComment(comment)
  const { kind, communityId, id, fromId, placeId } = comment
  const [placeField] = PLACE_FIELDS[kind]
  const owner = kind === 'board' ? 'topic_owner_id' : 'owner_id'
  tell(vk, comment, 'delete', {
    [owner]: -communityId,
    id,
    ...(kind !== 'board' && { user_id: fromId }),
    deleter_id: deleterId,
    [placeField]: placeId,
  })
}

export function restoreComment(vk: Vk, comment: Comment): void {
  delete comment.deletedAt
  vk.world.saveComment(comment)
  tell(vk, comment, 'restore')
}

type Change = 'new' | 'edit' | 'delete' | 'restore'

function tell(vk: Vk, comment: Comment, change: Change, object?: unknown): void {
  const { kind, communityId, fromId } = comment
  const community = vk.world.communities.get(communityId) as Community
  vk.events.emit(community, {
    type: `${EVENT_OF[kind]}_${change}`,
    object: object ?? wireComment(vk.world, comment),
    ...(fromId > 0 && { peerId: fromId }),
  })
  vk.live.touch(`vk/comments/${communityId}`)
}

const KINDS: PlaceKind[] = ['wall', 'market', 'photo', 'video', 'board']

export const toPlaceKind = (text: string): PlaceKind | undefined =>
  KINDS.find((kind) => kind === text)
