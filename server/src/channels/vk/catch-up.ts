import type { Environment } from '../contract.ts'
import { ChannelError } from '../errors.ts'
import type { VkApi } from './api.ts'
import { prefixOf } from './comments.ts'
import { isPerson, type PlaceKind } from './ids.ts'
import { type MissedComment, missedComments } from './missed-comments.ts'
import type { Names } from './people.ts'
import { dialogs, history, type Profile } from './types.ts'

const MOST = 1000
const PAGE = 200

interface World {
  api: VkApi
  environment: Environment
  names: Names
  groupId: string
  userToken: string | undefined
}

interface Missed {
  date: number
  type: string
  object: object
  profiles?: Profile[]
}

/** What was said while nobody was told, on both sides, as the events would have told it. */
export async function catchUp(world: World, since: Date): Promise<Buffer[]> {
  const from = Math.floor(since.getTime() / 1000)
  const missed = [...(await messagesSince(world, from)), ...(await commentsSince(world, from))]
  return missed
    .sort((a, b) => a.date - b.date)
    .slice(-MOST)
    .map(({ type, object, profiles = [] }) =>
      Buffer.from(JSON.stringify({ type, group_id: Number(world.groupId), object, profiles })),
    )
}

/** https://dev.vk.com/ru/method/messages.getHistory. It stays in the dialogs. */
async function messagesSince({ api }: World, from: number): Promise<Missed[]> {
  const { items, profiles = [] } = await api.call({
    method: 'messages.getConversations',
    params: { count: PAGE, extended: 1 },
    result: dialogs,
  })
  const missed: Missed[] = []
  for (const { conversation, last_message } of items) {
    const peerId = conversation.peer.id
    if (!isPerson(peerId) || (last_message?.date ?? 0) < from) continue
    const page = await api.call({
      method: 'messages.getHistory',
      params: { peer_id: peerId, count: PAGE },
      result: history,
    })
    const known = profiles.filter(({ id }) => id === peerId)
    // The newest stand first, and of one second nothing else tells which was said before.
    for (const message of page.items.filter(({ date }) => date >= from).reverse()) {
      const isOurs = message.out === 1
      missed.push({
        date: message.date,
        type: isOurs ? 'message_reply' : 'message_new',
        object: isOurs ? message : { message },
        profiles: known,
      })
    }
  }
  return missed
}

/**
 * Comments are read with an administrator's key alone, and such keys end. What was said in private
 * does not wait for a new one: that comments are missing is told on the channel's page.
 */
async function commentsSince(world: World, from: number): Promise<Missed[]> {
  const { api, environment, groupId, names, userToken } = world
  if (userToken === undefined) return []
  try {
    const found = await missedComments({ api, groupId, userToken, from })
    if (environment.memory.commentsLostAt !== undefined) {
      await environment.remember({ commentsLostAt: undefined })
    }
    // Names are known for a day, and a comment without its name is worth more than none.
    const people = found.map(({ comment }) => comment.from_id)
    const profiles = await names.find(people).catch(() => [])
    return found
      .sort((one, other) => one.comment.id - other.comment.id)
      .map((missed) => toEvent(missed, groupId, profiles))
  } catch (error) {
    // Nobody was reached: all of it is asked for again, in half a minute.
    if (!(error instanceof ChannelError) || error.reason === 'unreachable') throw error
    await environment.remember({ commentsLostAt: new Date().toISOString() })
    return []
  }
}

/** What the lists leave out: below what it stands, which events tell by these names. */
const fields: Readonly<Record<PlaceKind, [item: string, owner: string]>> = {
  wall: ['post_id', 'post_owner_id'],
  market: ['item_id', 'market_owner_id'],
  photo: ['photo_id', 'photo_owner_id'],
  video: ['video_id', 'video_owner_id'],
  board: ['topic_id', 'topic_owner_id'],
}

function toEvent(
  { kind, itemId, comment }: MissedComment,
  groupId: string,
  profiles: Profile[],
): Missed {
  const [item, owner] = fields[kind]
  const { thread: _, pid: __, ...told } = comment
  return {
    date: comment.date,
    type: `${prefixOf(kind)}_new`,
    object: { ...told, [item]: itemId, [owner]: -Number(groupId) },
    profiles: profiles.filter(({ id }) => id === comment.from_id),
  }
}
