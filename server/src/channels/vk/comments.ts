import type { ExternalId, InboundEvent } from '../contract.ts'
import { toCommentContent } from './content.ts'
import { isPerson, type Place, type PlaceKind, toCommentId } from './ids.ts'
import { toCommentPlace } from './links.ts'
import { toSender } from './people.ts'
import { type Comment, comment, removedComment, type VkEvent } from './types.ts'

type What = 'new' | 'edit' | 'restore' | 'delete'

/** By what an event begins with: the kind, and under what names it tells the thing and its owner. */
const prefixes: Readonly<Record<string, { kind: PlaceKind; item: string; owners: string[] }>> = {
  wall_reply: { kind: 'wall', item: 'post_id', owners: ['post_owner_id', 'owner_id'] },
  market_comment: { kind: 'market', item: 'item_id', owners: ['market_owner_id', 'owner_id'] },
  photo_comment: { kind: 'photo', item: 'photo_id', owners: ['photo_owner_id', 'owner_id'] },
  video_comment: { kind: 'video', item: 'video_id', owners: ['video_owner_id', 'owner_id'] },
  board_post: { kind: 'board', item: 'topic_id', owners: ['topic_owner_id', 'owner_id'] },
}

const commentEvent =
  /^(wall_reply|market_comment|photo_comment|video_comment|board_post)_(new|edit|restore|delete)$/

/** What the events about comments on such a thing begin with. */
export const prefixOf = (kind: PlaceKind): string =>
  Object.keys(prefixes).find((prefix) => prefixes[prefix]?.kind === kind)!

/** VK-20. Nothing, when it is not about a comment at all; unreadable, when it cannot be read. */
export function fromComment(
  event: VkEvent,
  receivedAt: Date,
): InboundEvent[] | 'unreadable' | undefined {
  const [, prefix = '', what] = commentEvent.exec(event.type) ?? []
  const names = prefixes[prefix]
  if (!names) return undefined
  const place = findPlace(event.object, names, event.group_id)
  if (!place) return 'unreadable'
  if (what === 'delete') return fromRemoval(event, place, receivedAt)
  const { data } = comment.safeParse(event.object)
  return data ? fromWritten(event, { what: what as What, place, comment: data }) : 'unreadable'
}

function findPlace(
  object: unknown,
  { kind, item, owners }: (typeof prefixes)[string],
  groupId: number,
): Place | undefined {
  const fields = Object(object) as Record<string, unknown>
  const itemId = fields[item]
  const ownerId = owners.map((name) => fields[name]).find((value) => Number.isSafeInteger(value))
  if (!Number.isSafeInteger(itemId)) return undefined
  return { kind, itemId: itemId as number, ownerId: (ownerId as number | undefined) ?? -groupId }
}

function fromWritten(
  { group_id, profiles, type }: VkEvent,
  { what, place, comment }: { what: What; place: Place; comment: Comment },
): InboundEvent[] {
  const isOurs = comment.from_id === -group_id
  // Whom we answered; a word of ours to everybody belongs to no conversation.
  const userId = isOurs ? answeredBy(comment) : comment.from_id
  if (userId === undefined || !isPerson(userId)) return ignored(`${type} of no person`)
  // Ours are changed by us, or not worth a line.
  if (isOurs && what !== 'new') return ignored(`${type} of ours`)
  const happened = {
    id: toCommentId(place, comment.id),
    thread: toCommentPlace(place, { id: comment.id, userId, rootId: comment.parents_stack?.[0] }),
    from: toSender(userId, profiles),
    at: new Date(comment.date * 1000),
    content: toCommentContent(comment, quotedBy(place, comment)),
  }
  if (isOurs) return [{ type: 'echo', ...happened }]
  if (what === 'new') return [{ type: 'message', ...happened }]
  return [{ type: 'edit', ...happened, ...(what === 'restore' && { isRestored: true }) }]
}

function answeredBy({ reply_to_user, text = '' }: Comment): number | undefined {
  if (typeof reply_to_user === 'number' && reply_to_user > 0) return reply_to_user
  const [, id] = /^\[id(\d+)\|/.exec(text) ?? []
  return id === undefined ? undefined : Number(id)
}

function quotedBy(place: Place, { reply_to_comment }: Comment): { id: ExternalId } | undefined {
  return reply_to_comment === undefined ? undefined : { id: toCommentId(place, reply_to_comment) }
}

/** Only numbers are told, and not always whose comment it was: the message is known by its own. */
function fromRemoval(
  { object, profiles, type }: VkEvent,
  place: Place,
  receivedAt: Date,
): InboundEvent[] | 'unreadable' {
  const { data } = removedComment.safeParse(object)
  if (!data) return 'unreadable'
  const userId = data.user_id ?? data.deleter_id ?? 0
  if (!isPerson(userId)) return ignored(`${type} of nobody`)
  return [
    {
      type: 'deletion',
      ids: [toCommentId(place, data.id)],
      thread: toCommentPlace(place, { id: data.id, userId }),
      from: toSender(userId, profiles),
      at: receivedAt,
    },
  ]
}

const ignored = (what: string): InboundEvent[] => [{ type: 'ignored', what }]
