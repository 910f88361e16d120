import type { Conversation, ListOrder } from '@otklik/protocol'

import { isServed } from './conditions.ts'
import { belongs, type Folder, isAside, subjectOf } from './folder.ts'
import type { Reader } from './reader.ts'
import { dueAtOf } from './sla.ts'

export type GroupName =
  | 'waiting-for-us'
  | 'waiting-for-customer'
  | 'aside'
  | 'with-bot'
  | 'by-sla'
  | 'by-window'
  | 'by-activity'
  | 'closed'

/** Ids in the order they are shown. */
export interface Group {
  readonly name: GroupName
  readonly ids: readonly string[]
}

interface Asked {
  readonly folder: Folder
  readonly reader: Reader
  readonly order?: ListOrder | undefined
}

/**
 * By waiting time: those who wait for us come first, the longest wait at the top; then the latest
 * activity. What was put aside follows, by the time it comes back. What bots hold stands last:
 * nobody is needed there. The other orders have one row of all.
 */
export function groupsOf(
  conversations: Iterable<Conversation>,
  { folder, reader, order = 'waiting' }: Asked,
): Group[] {
  const all: Conversation[] = []
  for (const each of conversations) if (belongs(each, folder, reader)) all.push(each)
  const conditions = reader.filters.get(subjectOf(folder, 'filter') ?? '')
  if (folder === 'closed' || folder === 'spam' || (conditions && isServed(conditions))) {
    return group('closed', all, closingRank)
  }
  if (order === 'sla') return group('by-sla', all, slaRank)
  if (order === 'window') return group('by-window', all, windowRank)
  if (order === 'activity') return group('by-activity', all, activityRank)
  return byNeed(all)
}

function byNeed(all: readonly Conversation[]): Group[] {
  const waiting: Conversation[] = []
  const others: Conversation[] = []
  const aside: Conversation[] = []
  const withBots: Conversation[] = []
  for (const conversation of all) {
    if (conversation.status === 'bot') withBots.push(conversation)
    else if (isAside(conversation)) aside.push(conversation)
    else if (conversation.owes === 'us') waiting.push(conversation)
    else others.push(conversation)
  }
  return [
    ...group('waiting-for-us', waiting, waitingRank),
    ...group('waiting-for-customer', others, activityRank),
    ...group('aside', aside, returnRank),
    ...group('with-bot', withBots, activityRank),
  ]
}

interface Frozen {
  groups: Group[]
  /** How many rows stand elsewhere than they would in the fresh order. */
  pending: number
}

/**
 * The order as it was, so that nothing moves under the pointer. Only new rows come in, each at the
 * end of its group: a customer who has just written must not wait for the pointer to leave.
 */
export function frozen(shown: readonly Group[], fresh: readonly Group[]): Frozen {
  const freshGroup = new Map(fresh.flatMap(({ name, ids }) => ids.map((id) => [id, name] as const)))
  const known = new Set(shown.flatMap(({ ids }) => ids))
  const names = unique([...shown, ...fresh].map(({ name }) => name)).sort(byGroup)
  let pending = 0
  const groups = names.map((name) => {
    const before = shown.find((each) => each.name === name)?.ids ?? []
    const now = fresh.find((each) => each.name === name)?.ids ?? []
    const staying = before.filter((id) => freshGroup.get(id) === name)
    pending += before.length - staying.length + outOfOrder(staying, now)
    return { name, ids: [...before, ...now.filter((id) => !known.has(id))] }
  })
  return { groups, pending }
}

/** How few rows have to move to bring `before` into the order of `now`. */
function outOfOrder(before: readonly string[], now: readonly string[]): number {
  const place = new Map(now.map((id, index) => [id, index]))
  // The longest rising run of places stays where it is; all others move.
  const ends: number[] = []
  for (const id of before) {
    const value = place.get(id) ?? 0
    ends[firstNotLess(ends, value)] = value
  }
  return before.length - ends.length
}

function firstNotLess(rising: readonly number[], value: number): number {
  let from = 0
  let to = rising.length
  while (from < to) {
    const middle = (from + to) >> 1
    if (rising[middle]! < value) from = middle + 1
    else to = middle
  }
  return from
}

/** Each is asked once for its rank: with ten thousand rows, comparing reads it a quarter million times. */
function group(
  name: GroupName,
  conversations: readonly Conversation[],
  rankOf: (conversation: Conversation) => Rank,
): Group[] {
  if (conversations.length === 0) return []
  const ranked = conversations.map((each) => ({ id: each.id, rank: rankOf(each) }))
  ranked.sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1])
  return [{ name, ids: ranked.map(({ id }) => id) }]
}

const groupOrder: GroupName[] = [
  'waiting-for-us',
  'waiting-for-customer',
  'aside',
  'with-bot',
  'by-sla',
  'by-window',
  'by-activity',
  'closed',
]

function byGroup(a: GroupName, b: GroupName): number {
  return groupOrder.indexOf(a) - groupOrder.indexOf(b)
}

/** The lower stands first; the second number decides between equals. */
type Rank = readonly [number, number]

export function byWaiting(a: Conversation, b: Conversation): number {
  const [first, second] = [waitingRank(a), waitingRank(b)]
  return first[0] - second[0] || first[1] - second[1]
}

function waitingRank({ waitingSince, lastActivityAt, number }: Conversation): Rank {
  return [moment(waitingSince ?? lastActivityAt), number]
}

function activityRank({ lastActivityAt, number }: Conversation): Rank {
  return [-moment(lastActivityAt), -number]
}

/** What closes first; where the platform limits nothing, by waiting time after all of those. */
function windowRank(conversation: Conversation): Rank {
  const { replyUntil } = conversation
  if (!replyUntil) return [Number.MAX_SAFE_INTEGER, waitingRank(conversation)[0]]
  return [moment(replyUntil), conversation.number]
}

/** By what is left of what was promised; where nothing is, by waiting time after all of those. */
function slaRank(conversation: Conversation): Rank {
  const dueAt = dueAtOf(conversation)
  return Number.isFinite(dueAt)
    ? [dueAt, conversation.number]
    : [Number.MAX_SAFE_INTEGER, waitingRank(conversation)[0]]
}

/** The snoozed by the time they come back, then those on hold. */
function returnRank({ snoozedUntil, heldSince }: Conversation): Rank {
  if (snoozedUntil) return [moment(snoozedUntil), 0]
  return [Number.MAX_SAFE_INTEGER, moment(heldSince ?? '')]
}

function closingRank({ closedAt, number }: Conversation): Rank {
  return [-moment(closedAt ?? ''), -number]
}

/** Moments may come with different fractions, so they are compared as numbers. */
function moment(text: string): number {
  return Date.parse(text) || 0
}

function unique<Item>(items: Item[]): Item[] {
  return [...new Set(items)]
}
