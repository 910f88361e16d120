import type { Environment, OutboundPart, Sent } from '../contract.ts'
import { ChannelError } from '../errors.ts'
import { present } from '../kit/present.ts'
import type { VkApi } from './api.ts'
import { type Place, type PlaceKind, readPlace, toCommentId } from './ids.ts'
import type { Names } from './people.ts'
import { meaningForComments, NOT_FOR_KEY } from './refusals.ts'
import { done, sentComment } from './types.ts'

export interface CommentWorld {
  api: VkApi
  environment: Environment
  names: Names
  /** An administrator's, where the community has given one. */
  userToken: string | undefined
}

interface Answer {
  place: Place & { last: number }
  part: OutboundPart
  payload: { text?: string; replyTo?: string; isContinued?: boolean }
  attachments: string | undefined
  signal: AbortSignal
}

interface Change {
  place: Place & { last: number }
  text: string | undefined
  signal: AbortSignal
}

/** By the kind of thing: what its methods begin with, and what they call the thing. */
const methods: Readonly<Record<PlaceKind, { family: string; item: string }>> = {
  wall: { family: 'wall', item: 'post_id' },
  market: { family: 'market', item: 'item_id' },
  photo: { family: 'photos', item: 'photo_id' },
  video: { family: 'video', item: 'video_id' },
  board: { family: 'board', item: 'topic_id' },
}

/**
 * VK-21: under the very thing, as the community. A wall takes a community's key; for the others it
 * is tried, and what came of it remembered (D-30).
 */
export async function sendComment(
  world: CommentWorld,
  { place, part, payload, attachments, signal }: Answer,
): Promise<Sent> {
  const { kind, ownerId, itemId } = place
  const { family, item } = methods[kind]
  const quoted = payload.replyTo === undefined ? undefined : readPlace(payload.replyTo)
  const method = `${family}.createComment`
  const params = present({
    ...ownerOf(place),
    [item]: itemId,
    message:
      quoted || payload.isContinued
        ? payload.text
        : await addressed(world, { place, text: payload.text, signal }),
    attachments,
    from_group: kind === 'wall' ? Math.abs(ownerId) : 1,
    reply_to_comment: quoted?.last,
    guid: part.key,
  })
  const id = await write(world, place, method, (token) =>
    world.api.call({
      method,
      params,
      result: sentComment,
      isSending: true,
      meaningOf: meaningForComments,
      signal,
      ...present({ token }),
    }),
  )
  return { ids: [toCommentId(place, id)] }
}

/** An answer that quotes nothing begins with whom it is for: so they are told of it. */
async function addressed(
  { names }: CommentWorld,
  { place, text, signal }: Change,
): Promise<string | undefined> {
  if (text === undefined) return undefined
  const [profile] = await names.find([place.last], signal).catch(() => [])
  const name = profile?.first_name?.replaceAll(/[[\]|]/g, '')
  return name ? `[id${place.last}|${name}], ${text}` : text
}

/** Without a text it is taken away. */
export async function changeComment(
  world: CommentWorld,
  { place, text, signal }: Change,
): Promise<void> {
  const { family, item } = methods[place.kind]
  const method = `${family}.${text === undefined ? 'delete' : 'edit'}Comment`
  const params = present({
    ...ownerOf(place),
    [item]: place.kind === 'board' ? place.itemId : undefined,
    comment_id: place.last,
    message: text,
  })
  await write(world, place, method, (token) =>
    world.api.call({
      ...{ method, params, result: done, signal, meaningOf: meaningForComments },
      ...present({ token }),
    }),
  )
}

/** Topics name their community and not an owner. */
const ownerOf = ({ kind, ownerId }: Place): Record<string, number> =>
  kind === 'board' ? { group_id: Math.abs(ownerId) } : { owner_id: ownerId }

async function write<Result>(
  { environment, userToken }: CommentWorld,
  { kind }: Place,
  method: string,
  call: (token: string | undefined) => Promise<Result>,
): Promise<Result> {
  const isPersons = kind !== 'wall' || !method.endsWith('.createComment')
  try {
    const result = await call(isPersons ? userToken : undefined)
    if (method.endsWith('.createComment')) await learn(environment, kind, { isAnswered: true })
    return result
  } catch (error) {
    if (error instanceof ChannelError && error.code === NOT_FOR_KEY) {
      await learn(environment, kind, { isAnswered: false })
    }
    throw error
  }
}

/** Told on the channel's page: under what the key does not let us answer. */
async function learn(
  environment: Environment,
  kind: PlaceKind,
  { isAnswered }: { isAnswered: boolean },
): Promise<void> {
  const known = unansweredOf(environment)
  if (known.includes(kind) !== isAnswered) return
  const unanswered = isAnswered ? known.filter((each) => each !== kind) : [...known, kind]
  // It only helps: what was written stays written.
  await environment.remember({ unanswered }).catch(() => {})
}

export function unansweredOf({ memory }: Environment): string[] {
  return Array.isArray(memory.unanswered) ? memory.unanswered.map(String) : []
}
