import { ApiError, isInvalid } from '../api-error.ts'
import { addComment, deleteComment, editComment, restoreComment } from '../comments.ts'
import type { Comment, Community, Place, PlaceKind } from '../model.ts'
import { wireComment } from '../wire.ts'
import { type Call, checkLevel, type Method, ownerOf, USER } from './call.ts'
import { readAttachments } from './messages-send.ts'

export interface Kind {
  kind: PlaceKind
  section: string
  /** The parameter that names the place. */
  field: string
  closed: number
  /** What creating answers. */
  answer(comment: Comment, parents: unknown): unknown
}

const plain = (comment: Comment) => comment.id

export const KINDS: Kind[] = [
  {
    kind: 'wall',
    section: 'wall',
    field: 'post_id',
    closed: 213,
    answer: ({ id }, parents) => ({ comment_id: id, parents_stack: parents }),
  },
  { kind: 'market', section: 'market', field: 'item_id', closed: 1401, answer: plain },
  { kind: 'photo', section: 'photos', field: 'photo_id', closed: 7, answer: plain },
  { kind: 'video', section: 'video', field: 'video_id', closed: 801, answer: plain },
  { kind: 'board', section: 'board', field: 'topic_id', closed: 15, answer: plain },
]

export const commentMethods: Method[] = KINDS.flatMap(methodsOf)

function methodsOf(kind: Kind): Method[] {
  const { section } = kind
  const creators: Method['kinds'] =
    section === 'wall' || section === 'market' ? ['community', 'user'] : USER
  return [
    {
      name: `${section}.createComment`,
      kinds: creators,
      right: section === 'wall' ? 'wall' : 'market',
      run: (call) => create(call, kind),
    },
    { name: `${section}.editComment`, kinds: USER, run: (call) => edit(call, kind) },
    { name: `${section}.deleteComment`, kinds: USER, run: (call) => remove(call, kind) },
    { name: `${section}.restoreComment`, kinds: USER, run: (call) => restore(call, kind) },
  ]
}

function communityFor(call: Call, { kind }: Kind): Community {
  if (kind !== 'board') return ownerOf(call)
  const community = call.vk.world.communities.get(call.params.integer('group_id'))
  if (!community) throw new ApiError(125)
  return community
}

export function placeOf(call: Call, kind: Kind): Place {
  const community = communityFor(call, kind)
  const id = call.params.integer(kind.field)
  const place = call.vk.world.findPlace(kind.kind, community.id, id)
  if (!place) throw isInvalid(`${kind.field} is invalid`)
  return place
}

async function create(call: Call, kind: Kind): Promise<unknown> {
  const { vk, params } = call
  const community = communityFor(call, kind)
  const fromId = authorOf(call, kind, community)
  const place = placeOf(call, kind)
  const guid = params.text('guid')
  const known = guid === '' ? undefined : findByGuid(call, place, fromId)
  if (known) return kind.answer(known, wireComment(vk.world, known).parents_stack)
  if (place.areCommentsClosed) throw new ApiError(kind.closed)
  const attachments = await readAttachments(call)
  const text = params.text('message')
  if (text === '' && attachments.length === 0) throw isInvalid('message is empty or invalid')
  const replyTo = readAnswered(call, place)
  if (call.isDropped) return kind.answer({ id: 1 } as Comment, [])
  const comment = addComment(vk, place, {
    fromId,
    text,
    attachments,
    ...(replyTo !== undefined && { replyTo }),
    ...(guid !== '' && { guid }),
  })
  return kind.answer(comment, wireComment(vk.world, comment).parents_stack)
}

/** A community's key writes as the community; a person's key as it too, if the person may. */
function authorOf(call: Call, { kind }: Kind, community: Community): number {
  const { token, params } = call
  if (token.kind === 'community') {
    if (token.communityId !== community.id) throw new ApiError(15)
    if (kind === 'market' && !community.allowsMarketComments) throw new ApiError(27)
    return -community.id
  }
  const isAsCommunity =
    kind === 'wall' ? params.integer('from_group', 0) === community.id : params.flag('from_group')
  if (!isAsCommunity) return token.userId!
  checkLevel(token, community, 2)
  return -community.id
}

function findByGuid({ vk, params }: Call, place: Place, fromId: number): Comment | undefined {
  const guid = params.text('guid')
  return vk.world.listComments(place).find((one) => one.guid === guid && one.fromId === fromId)
}

function readAnswered({ vk, params }: Call, place: Place): number | undefined {
  if (!params.has('reply_to_comment')) return undefined
  const id = params.integer('reply_to_comment')
  const answered = vk.world.findComment(place.kind, place.communityId, id)
  if (answered?.placeId !== place.id || answered.deletedAt)
    throw isInvalid('reply_to_comment is invalid')
  return id
}

function commentOf(call: Call, kind: Kind): { comment: Comment; community: Community } {
  const community = communityFor(call, kind)
  const id = call.params.integer('comment_id')
  const comment = call.vk.world.findComment(kind.kind, community.id, id)
  if (!comment) throw new ApiError(kind.kind === 'wall' ? 211 : 15)
  return { comment, community }
}

/** One's own, or the community's for those who may speak for it. */
function checkMayChange({ token }: Call, comment: Comment, community: Community): void {
  if (comment.fromId === token.userId) return
  checkLevel(token, community, 1)
}

function edit(call: Call, kind: Kind): unknown {
  const { comment, community } = commentOf(call, kind)
  if (comment.fromId > 0 && comment.fromId !== call.token.userId) throw new ApiError(15)
  checkMayChange(call, comment, community)
  if (comment.deletedAt) throw isInvalid('comment_id is invalid')
  const text = call.params.text('message')
  if (text === '') throw isInvalid('message is empty or invalid')
  editComment(call.vk, comment, text)
  return 1
}

function remove(call: Call, kind: Kind): unknown {
  const { comment, community } = commentOf(call, kind)
  checkMayChange(call, comment, community)
  if (!comment.deletedAt) deleteComment(call.vk, comment, call.token.userId!)
  return 1
}

function restore(call: Call, kind: Kind): unknown {
  const { comment, community } = commentOf(call, kind)
  checkMayChange(call, comment, community)
  if (comment.deletedAt) restoreComment(call.vk, comment)
  return 1
}
