import type { VkApi } from './api.ts'
import { isPerson, type PlaceKind } from './ids.ts'
import { foundPlaces, type ListedComment, listedComments, several } from './types.ts'

/** https://dev.vk.com/ru/method/execute: so many calls go as one, and a person's key has three a second. */
const CALLS_AT_ONCE = 25
const PAGE = 100
/** More of a thread than this is not told along with its beginning. */
const IN_THREAD = 10

interface Call {
  method: string
  params: Readonly<Record<string, number | string>>
}

/** One thing of the community, or the thread of one comment below it. */
interface Wanted {
  kind: PlaceKind
  itemId: number
  call: Call
}

export interface MissedComment {
  kind: PlaceKind
  itemId: number
  comment: ListedComment
}

interface Asking {
  api: VkApi
  groupId: string
  /** An administrator's: a community's own key reads no comments. */
  userToken: string
  /** In seconds. */
  from: number
}

/**
 * What was said below the newest things of each kind since then. The platform keeps no list of new
 * comments: each thing is asked, and then each thread that is longer than what is told of it.
 */
export async function missedComments(asking: Asking): Promise<MissedComment[]> {
  const { photos, wanted } = await findThings(asking)
  const begun = await readAll(asking, wanted)
  const threads = begun.flatMap((found) => longThreadOf(asking, found))
  const all = [
    ...photos,
    ...begun,
    ...begun.flatMap(({ comment, ...where }) =>
      (comment.thread?.items ?? []).map((inner) => ({ ...where, comment: inner })),
    ),
    ...(await readAll(asking, threads)),
  ]
  const known = new Set<string>()
  return all.filter(({ kind, comment }) => {
    const name = `${kind}:${comment.id}`
    const isNew = !known.has(name) && isMissed(asking, comment)
    known.add(name)
    return isNew
  })
}

/** By people, and by the community to people: the rest belongs to no conversation. */
function isMissed({ from, groupId }: Asking, { date, deleted, from_id }: ListedComment): boolean {
  return date >= from && !deleted && (isPerson(from_id) || from_id === -Number(groupId))
}

async function findThings(asking: Asking): Promise<{ photos: MissedComment[]; wanted: Wanted[] }> {
  const owner = { owner_id: -Number(asking.groupId) }
  const [posts, goods, videos, topics, photos] = await callSeveral(asking, [
    { method: 'wall.get', params: { ...owner, count: PAGE } },
    { method: 'market.get', params: { ...owner, count: PAGE } },
    { method: 'video.get', params: { ...owner, count: PAGE } },
    {
      method: 'board.getTopics',
      params: { group_id: Number(asking.groupId), order: 1, count: PAGE },
    },
    { method: 'photos.getAllComments', params: { ...owner, count: PAGE } },
  ])
  const placesIn = (answer: unknown) => foundPlaces.catch([]).parse(answer)
  const below = (kind: PlaceKind, answer: unknown) =>
    placesIn(answer)
      // A good does not say how many there are, nor anything but a topic when the last was.
      .filter(({ comments, updated }) => comments !== 0 && (updated ?? asking.from) >= asking.from)
      .map(({ id }): Wanted => ({ kind, itemId: id, call: listing(asking, kind, id) }))
  return {
    photos: readComments(photos).flatMap((comment) =>
      comment.pid === undefined ? [] : [{ kind: 'photo', itemId: comment.pid, comment }],
    ),
    wanted: [
      ...below('wall', posts),
      ...below('market', goods),
      ...below('video', videos),
      ...below('board', topics),
    ],
  }
}

/** What the thing is called where its comments are asked for. */
const listings: Readonly<Record<PlaceKind, { method: string; item: string }>> = {
  wall: { method: 'wall.getComments', item: 'post_id' },
  market: { method: 'market.getComments', item: 'item_id' },
  photo: { method: 'photos.getComments', item: 'photo_id' },
  video: { method: 'video.getComments', item: 'video_id' },
  board: { method: 'board.getComments', item: 'topic_id' },
}

/** https://dev.vk.com/ru/method/wall.getComments: the newest first, whole, with their threads. */
function listing({ groupId }: Asking, kind: PlaceKind, itemId: number, rootId?: number): Call {
  const { method, item } = listings[kind]
  const owner = kind === 'board' ? { group_id: Number(groupId) } : { owner_id: -Number(groupId) }
  return {
    method,
    params: {
      ...owner,
      [item]: itemId,
      ...{ sort: 'desc', count: PAGE },
      ...(kind === 'wall' && { preview_length: 0 }),
      ...(rootId === undefined ? { thread_items_count: IN_THREAD } : { comment_id: rootId }),
    },
  }
}

function longThreadOf(asking: Asking, { kind, itemId, comment }: MissedComment): Wanted[] {
  const { count, items } = comment.thread ?? { count: 0, items: [] }
  if (count <= items.length) return []
  return [{ kind, itemId, call: listing(asking, kind, itemId, comment.id) }]
}

async function readAll(asking: Asking, wanted: readonly Wanted[]): Promise<MissedComment[]> {
  const answers = await callSeveral(
    asking,
    wanted.map(({ call }) => call),
  )
  return wanted.flatMap(({ kind, itemId }, index) =>
    readComments(answers[index]).map((comment) => ({ kind, itemId, comment })),
  )
}

const readComments = (answer: unknown): ListedComment[] => listedComments.catch([]).parse(answer)

/** One refused among them answers `false`: a community may have no goods, or no topics. */
async function callSeveral({ api, userToken }: Asking, calls: readonly Call[]): Promise<unknown[]> {
  const answers: unknown[] = []
  for (let start = 0; start < calls.length; start += CALLS_AT_ONCE) {
    const code = calls
      .slice(start, start + CALLS_AT_ONCE)
      .map(({ method, params }) => `API.${method}(${JSON.stringify(params)})`)
    answers.push(
      ...(await api.call({
        method: 'execute',
        params: { code: `return [${code.join()}];` },
        result: several,
        token: userToken,
      })),
    )
  }
  return answers
}
