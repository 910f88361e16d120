import { createHash } from 'node:crypto'

import type { Address, ExternalId, ThreadId } from '../contract.ts'

/** What people comment on, by the word that events and methods have for it. */
export const placeKinds = ['wall', 'market', 'photo', 'video', 'board'] as const
export type PlaceKind = (typeof placeKinds)[number]

/** One thing that people comment on: a post, a good, a photo, a video, a topic. */
export interface Place {
  kind: PlaceKind
  /** Negative for a community. */
  ownerId: number
  itemId: number
}

/** Communities have `peer_id` below zero, chats of many above two billion. */
export const isPerson = (id: number): boolean => id > 0 && id < 2_000_000_000

export const toAddress = (userId: number): Address => String(userId) as Address
export const toThreadId = (peerId: number): ThreadId => String(peerId) as ThreadId
/** Messages are numbered within their dialog. */
export const toExternalId = (peerId: number, number: number): ExternalId =>
  `${peerId}:${number}` as ExternalId

/** Under one thing many people write: each of them has a thread of their own. */
export const toCommentThread = (place: Place, userId: number): ThreadId =>
  `${toPlaceName(place)}:${userId}` as ThreadId
/** A comment names its author, whom an answer to it has to name too. */
export const toCommentId = (place: Place, commentId: number): ExternalId =>
  `${toPlaceName(place)}:${commentId}` as ExternalId

const toPlaceName = ({ kind, ownerId, itemId }: Place): string => `${kind}:${ownerId}_${itemId}`

/** Of a comment's thread, or of a comment's id. */
export function readPlace(name: string): (Place & { last: number }) | undefined {
  const [, kind, ownerId, itemId, last] = /^([a-z]+):(-?\d+)_(\d+):(\d+)$/.exec(name) ?? []
  const known = placeKinds.find((each) => each === kind)
  return (
    known && { kind: known, ownerId: Number(ownerId), itemId: Number(itemId), last: Number(last) }
  )
}

export function readExternalId(id: string): { peerId: number; number: number } | undefined {
  const [, peerId, number] = /^(\d+):(\d+)$/.exec(id) ?? []
  return peerId === undefined ? undefined : { peerId: Number(peerId), number: Number(number) }
}

/**
 * ВКонтакте knows a repetition by 32 bits with a sign that the sender chose; zero means that it is
 * not to be looked for.
 */
export function toRandomId(key: string): number {
  const bits = createHash('sha256').update(key).digest().readUInt32BE(0) >>> 1
  return bits === 0 ? 1 : bits
}
