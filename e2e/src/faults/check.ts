import { isDeepStrictEqual } from 'node:util'
import type { Message } from '@otklik/protocol'

import { checkAutomatic } from './check-automatic.ts'
import { checkOurselves } from './check-ourselves.ts'
import type { Brought } from './company.ts'
import type { Evidence, Held, StoredMessage } from './evidence.ts'
import { type Mark, readMark, writeMark } from './plan.ts'
import { sentOrMore, type Verdict } from './verdict.ts'

/** A pure function of what all sides remember: it can be shown evidence that never was. */
export function check(evidence: Evidence): Verdict {
  return {
    ...checkInbound(evidence),
    ...checkReplies(evidence),
    ...checkPlatform(evidence),
    ...checkFeed(evidence),
    ...checkAutomatic(evidence),
    ...checkOurselves(evidence),
    'never at rest': evidence.unrest,
    deadlocks: evidence.deadlocks === 0 ? [] : [`${evidence.deadlocks}`],
  }
}

function checkInbound(evidence: Evidence): Verdict {
  const stored = evidence.stored.filter(({ author_type }) => author_type === 'contact')
  const storedMarks = new Map(stored.map((message) => [message.text, message]))
  const ledger = new Map(evidence.brought.map((each) => [placeOf(each), each]))
  const written = evidence.written.map((each) => {
    const brought = ledger.get(placeOf(each))
    return { ...each, text: writeMark(each), brought, stored: storedMarks.get(writeMark(each)) }
  })
  const missing = written.filter((each) => !each.stored)
  const known = new Set(written.map(({ text }) => text))
  return {
    'acknowledged and lost': textsOf(missing.filter((each) => each.brought?.acknowledgedAt)),
    'never stored': textsOf(missing.filter((each) => !each.brought?.isGivenUp)),
    'stored twice': repeated(stored.map(({ text }) => text)),
    'stored, and written by nobody': stored
      .map(({ text }) => text)
      .filter((text) => !known.has(text)),
    'two messages in one place': repeated(
      evidence.stored.map(({ conversation_id: id, seq }) => `${seq} of ${id}`),
    ),
    'stored out of order': perPerson(written).flatMap(findInversions),
  }
}

type Arrived = Mark & {
  text: string
  brought: Brought | undefined
  stored: StoredMessage | undefined
}

/**
 * The platform may bring the messages of a chat in another order than they were written in. What
 * was acknowledged before something else was first brought must stand before it.
 */
function findInversions(messages: Arrived[]): string[] {
  return messages.flatMap((later) => {
    const broughtAt = later.brought?.attempts[0]?.at ?? 0
    return messages
      .filter((earlier) => (earlier.brought?.acknowledgedAt ?? Infinity) < broughtAt)
      .filter(
        (earlier) => later.stored && earlier.stored && !isBefore(earlier.stored, later.stored),
      )
      .map((earlier) => `${later.text} stands before ${earlier.text}`)
  })
}

const isBefore = (one: StoredMessage, other: StoredMessage) => placeInAll(one) < placeInAll(other)

/** Of all that was said with a person, in one conversation after the other. */
const placeInAll = ({ number, seq }: StoredMessage): number => number * 1_000_000 + seq

function checkReplies({ accepted, stored, transcripts }: Evidence): Verdict {
  const ours = stored.filter(({ author_type }) => author_type === 'operator')
  const byId = new Map(ours.map((message) => [message.id, message]))
  const shown = new Map(transcripts.map((message) => [message.id, message]))
  const replies = accepted.map((each) => ({
    ...each,
    text: writeMark(each),
    row: byId.get(each.id),
  }))
  const ended = [...sentOrMore, 'failed', 'unknown']
  return {
    'replies accepted and lost': textsOf(replies.filter((reply) => reply.row?.text !== reply.text)),
    'replies stored twice': repeated(ours.map(({ text }) => text)),
    'replies without an end': textsOf(
      replies.filter(({ row }) => !ended.includes(row?.status ?? '')),
    ),
    'failures without a reason': replies
      .filter(({ row, id }) => row?.status === 'failed' && !shown.get(id)?.failure)
      .map(({ text }) => text),
    'replies out of order in a transcript': perPerson(replies).flatMap((list) =>
      outOfOrder(list.map(({ text, row }) => ({ text, at: row ? placeInAll(row) : 0 }))),
    ),
    'shown otherwise than stored': stored
      .filter((row) => !isShown(row, shown.get(row.id)))
      .map(({ text }) => text),
  }
}

function isShown(row: StoredMessage, message: Message | undefined): boolean {
  const { seq, text, status } = row
  return isDeepStrictEqual(
    [seq, text, status ?? undefined],
    [message?.seq, message?.text, message?.status],
  )
}

/** What we say of a reply against what the platform has of it. */
function checkPlatform({ taken: all, stored, unknownAttempts, exactPeople }: Evidence): Verdict {
  const taken = all.filter(({ text }) => readMark(text))
  const texts = taken.map(({ text }) => text)
  const isTaken = new Set(texts)
  const ours = stored.filter(({ author_type }) => author_type === 'operator')
  const known = new Set(ours.map(({ text }) => text))
  const replies = new Map(ours.map((row) => [row.id, row]))
  const marks = taken.flatMap(({ text, person: addressee }, at) => {
    const mark = readMark(text)
    return mark ? [{ ...mark, text, addressee, at }] : []
  })
  const unread = new Set(textsOf(ours.filter(({ status }) => status !== 'read')))
  const isExact = ({ text }: { text: string }) => exactPeople.has(readMark(text)?.person ?? '')
  const isMarked = ({ status }: StoredMessage) =>
    status === 'unknown' || status === 'delivered' || status === 'read'
  return {
    'sent twice, though it knows our key': repeated(texts).filter((text) => isExact({ text })),
    'sent twice': repeated(texts).filter((text) => !isExact({ text })),
    'at the platform, and written by nobody': texts.filter((text) => !known.has(text)),
    'sent to somebody else': textsOf(marks.filter(({ person, addressee }) => person !== addressee)),
    'out of order at the platform': perPerson(marks).flatMap(outOfOrder),
    'called sent, and not there': textsOf(
      ours.filter(({ status, text }) => sentOrMore.includes(status ?? '') && !isTaken.has(text)),
    ),
    'called failed, and there': textsOf(
      ours.filter(({ status, text }) => status === 'failed' && isTaken.has(text)),
    ),
    'told that it was read, and forgotten': taken
      .filter(({ text, isToldRead }) => isToldRead && unread.has(text))
      .map(({ text }) => text),
    // What the platform has told of since is known.
    'unknown, and not marked so': unknownAttempts
      .flatMap(({ message_id }) => replies.get(message_id) ?? [])
      .filter((reply) => !isExact(reply) && !isMarked(reply))
      .map(({ text }) => text),
    'left unknown, though it can be sent once': textsOf(
      ours.filter((reply) => isExact(reply) && reply.status === 'unknown'),
    ),
  }
}

function checkFeed({ feed, fresh, replicas, transcripts }: Evidence): Verdict {
  const known = new Set(transcripts.map(({ id }) => id))
  const isDense = feed.least === 1 && feed.count === feed.most && feed.most === feed.counter
  return {
    'feed numbers left out': isDense ? [] : [JSON.stringify(feed)],
    'holes and repetitions at a socket': replicas
      .filter(({ faults }) => faults.holes + faults.repeats > 0)
      .map(({ faults }) => JSON.stringify(faults)),
    'screens unlike a fresh load': replicas.flatMap((replica) => [
      ...differences(
        'number',
        [{ id: 'it', number: replica.number }],
        [{ id: 'it', number: fresh.number }],
      ),
      ...differencesOf(replica, fresh),
      ...differences('message', replica.messages, transcripts),
    ]),
    'told, and not so': replicas.flatMap(({ messages }) =>
      messages.filter(({ id }) => !known.has(id)).map(({ id, text }) => `${id} ${text}`),
    ),
  }
}

function differencesOf(replica: Held, fresh: Held): string[] {
  return [
    ...differences('conversation', replica.conversations, fresh.conversations),
    ...differences('channel', replica.channels, fresh.channels),
  ]
}

function differences<Entity extends { id: string }>(
  what: string,
  held: Entity[],
  fresh: Entity[],
): string[] {
  const byId = new Map(held.map((entity) => [entity.id, entity]))
  return fresh
    .filter((entity) => !isDeepStrictEqual(byId.get(entity.id), entity))
    .map(({ id }) => `${what} ${id}`)
}

/** In the order of their marks, which is the order they were written in. */
function perPerson<Item extends Mark>(items: Item[]): Item[][] {
  return [...Map.groupBy(items, ({ person }) => person).values()]
}

function outOfOrder(list: { text: string; at: number; count?: number }[]): string[] {
  const inOrder = list.map((item) => ({ ...item, count: readMark(item.text)?.count ?? 0 }))
  inOrder.sort((one, other) => one.count - other.count)
  return inOrder.filter((item, k) => k > 0 && item.at <= inOrder[k - 1]!.at).map(({ text }) => text)
}

function repeated(texts: string[]): string[] {
  return texts.filter((text, k) => texts.indexOf(text) !== k)
}

const textsOf = (items: { text: string }[]) => items.map(({ text }) => text)

const placeOf = ({ person, messageId }: { person: string; messageId: string }) =>
  `${person}:${messageId}`
