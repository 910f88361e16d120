import type { Comment } from '../model.ts'
import {
  findParents,
  listThread,
  PLACE_FIELDS,
  wireComment,
  wireCommunity,
  wireUser,
} from '../wire.ts'
import { type Call, type Method, ownerOf, readCount, USER } from './call.ts'
import { KINDS, type Kind, placeOf } from './comments.ts'

const MAX_COMMENTS = 100
const MAX_IN_THREAD = 10
/** Of a wall's comments no more is shown, unless 0 asks for all. */
const PREVIEW_LENGTH = 90

/** What has been said below things. A community's key reads none of it. */
export const commentListMethods: Method[] = [
  ...KINDS.map(
    (kind): Method => ({
      name: `${kind.section}.getComments`,
      kinds: kind.kind === 'wall' || kind.kind === 'board' ? ['user', 'service'] : USER,
      run: (call) => listComments(call, kind),
    }),
  ),
  { name: 'photos.getAllComments', kinds: USER, run: listOfAllPhotos },
]

/** Of a wall those that began a thread, or one thread; of other things all in a row. */
function listComments(call: Call, kind: Kind): unknown {
  const { vk, params } = call
  const place = placeOf(call, kind)
  const rootId = params.integer('comment_id', 0)
  const all = vk.world
    .listComments(place)
    .filter((one) => !one.deletedAt && (findParents(vk.world, one)[0] ?? 0) === rootId)
  if (params.text('sort') === 'desc') all.reverse()
  const offset = params.integer('offset', 0)
  const fallback = kind.kind === 'wall' ? 10 : 20
  const shown = all.slice(offset, offset + readCount(call, MAX_COMMENTS, fallback))
  return {
    count: all.length,
    items: shown.map((one) => withThread(call, one)),
    ...people(call, shown),
  }
}

function withThread(call: Call, comment: Comment): Record<string, unknown> {
  const { params, vk } = call
  const wired = shortened(call, comment)
  const most = Math.min(params.integer('thread_items_count', 0), MAX_IN_THREAD)
  const items = listThread(vk.world, comment)
    .slice(0, most)
    .map((one) => shortened(call, one))
  return { ...wired, thread: { ...(wired.thread as object), items } }
}

/** Whoever asks below one thing is not told which it is; a post's number is told all the same. */
function shortened({ params, vk }: Call, comment: Comment): Record<string, unknown> {
  const wired = wireComment(vk.world, comment)
  if (comment.kind !== 'wall') {
    for (const name of PLACE_FIELDS[comment.kind]) delete wired[name]
    return wired
  }
  const most = params.integer('preview_length', PREVIEW_LENGTH)
  if (most === 0 || comment.text.length <= most) return wired
  return { ...wired, text: `${comment.text.slice(0, most)}…` }
}

function people({ params, vk }: Call, comments: Comment[]) {
  if (!params.flag('extended')) return {}
  const ids = new Set(comments.map(({ fromId }) => fromId))
  return {
    profiles: [...ids].flatMap((id) => vk.world.users.get(id) ?? []).map(wireUser),
    groups: [...ids].flatMap((id) => vk.world.communities.get(-id) ?? []).map(wireCommunity),
  }
}

/** Below all photos at once, the newest first; `pid` names the photo. */
function listOfAllPhotos(call: Call): unknown {
  const { vk, params } = call
  const { id: communityId } = ownerOf(call)
  const all = [...vk.world.comments.values()]
    .filter((one) => one.kind === 'photo' && one.communityId === communityId && !one.deletedAt)
    .sort((a, b) => b.at - a.at || b.id - a.id)
  const offset = params.integer('offset', 0)
  const shown = all.slice(offset, offset + readCount(call, MAX_COMMENTS, 20))
  return {
    count: all.length,
    items: shown.map((one) => ({ ...shortened(call, one), pid: one.placeId })),
  }
}
