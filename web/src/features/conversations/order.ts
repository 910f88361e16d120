import type { Conversation } from '@otklik/protocol'

import { belongs, type Folder, isAside } from './folder.ts'

export type GroupName = 'waiting-for-us' | 'waiting-for-customer' | 'aside' | 'with-bot' | 'closed'

/** Ids in the order they are shown. */
export interface Group {
  readonly name: GroupName
  readonly ids: readonly string[]
}

/**
 * Those who wait for us come first, the longest wait at the top; then the latest activity. What was
 * put aside follows, by the time it comes back. What bots hold stands last: nobody is needed there.
 */
export function groupsOf(
  conversations: Iterable<Conversation>,
  folder: Folder,
  me: string,
): Group[] {
  const waiting: Conversation[] = []
  const others: Conversation[] = []
  const aside: Conversation[] = []
  const withBots: Conversation[] = []
  for (const conversation of conversations) {
    if (!belongs(conversation, folder, me)) continue
    if (conversation.status === 'bot') withBots.push(conversation)
    else if (isAside(conversation)) aside.push(conversation)
    else if (folder !== 'closed' && conversation.owes === 'us') waiting.push(conversation)
    else others.push(conversation)
  }
  if (folder === 'closed') return group('closed', others.sort(byClosing))
  return [
    ...group('waiting-for-us', waiting.sort(byWaiting)),
    ...group('waiting-for-customer', others.sort(byActivity)),
    ...group('aside', aside.sort(byReturn)),
    ...group('with-bot', withBots.sort(byActivity)),
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
    let index = ends.findIndex((end) => end >= value)
    if (index < 0) index = ends.length
    ends[index] = value
  }
  return before.length - ends.length
}

function group(name: GroupName, conversations: Conversation[]): Group[] {
  return conversations.length > 0 ? [{ name, ids: conversations.map(({ id }) => id) }] : []
}

const groupOrder: GroupName[] = [
  'waiting-for-us',
  'waiting-for-customer',
  'aside',
  'with-bot',
  'closed',
]

function byGroup(a: GroupName, b: GroupName): number {
  return groupOrder.indexOf(a) - groupOrder.indexOf(b)
}

export function byWaiting(a: Conversation, b: Conversation): number {
  const since = (conversation: Conversation) =>
    conversation.waitingSince ?? conversation.lastActivityAt
  return moment(since(a)) - moment(since(b)) || a.number - b.number
}

function byActivity(a: Conversation, b: Conversation): number {
  return moment(b.lastActivityAt) - moment(a.lastActivityAt) || b.number - a.number
}

/** The snoozed by the time they come back, then those on hold. */
function byReturn(a: Conversation, b: Conversation): number {
  const at = ({ snoozedUntil }: Conversation) =>
    snoozedUntil ? moment(snoozedUntil) : Number.MAX_SAFE_INTEGER
  return at(a) - at(b) || moment(a.heldSince ?? '') - moment(b.heldSince ?? '')
}

function byClosing(a: Conversation, b: Conversation): number {
  return moment(b.closedAt ?? '') - moment(a.closedAt ?? '') || b.number - a.number
}

/** Moments may come with different fractions, so they are compared as numbers. */
function moment(text: string): number {
  return Date.parse(text) || 0
}

function unique<Item>(items: Item[]): Item[] {
  return [...new Set(items)]
}
