import type { InboundEvent } from '../channels/index.ts'
import type { OpenChannel } from '../connections/index.ts'
import type { Advance, Loaded, Request } from '../conversations/index.ts'
import type { Database } from '../database/index.ts'
import type { Hints } from '../lib/hints.ts'
import { learnTemplate } from '../templates/index.ts'
import { ownCallsEnded } from './own-calls.ts'
import { type AfterWord, receiveAfterWord } from './receive-receipt.ts'
import { asRating, toRequest } from './to-request.ts'

/** What receiving is made of. */
export interface Receiving {
  database: Database
  advance: Advance
  hints: Hints
}

/**
 * What came of an update; `unreadable` goes into quarantine, alone; `early` speaks of a message that has
 * not come yet and is looked at again.
 */
export type Received =
  | { result: 'received' }
  | { result: 'early' }
  | { result: 'unreadable'; problem: string }

/**
 * Somebody wrote to us. Of the events that their platform has read out of one update, each becomes a
 * request to its conversation, and `advance` does the rest. Everything here may be repeated: what is known
 * already is found to be known.
 *
 * Requests are handed over before the first await, so that the order of updates is the order in
 * which conversations hear of them.
 */
export function receiveEvents(
  events: readonly InboundEvent[],
  channel: OpenChannel,
  around: Receiving,
): Promise<Received> {
  const told = events.map((event) => receiveEvent(event, channel, around))
  const unreadable = events.find((event) => event.type === 'unreadable')
  return Promise.all(told).then((came) => {
    if (unreadable) return { result: 'unreadable', problem: unreadable.problem }
    return { result: came.includes('early') ? 'early' : 'received' }
  })
}

async function receiveEvent(
  event: InboundEvent,
  channel: OpenChannel,
  around: Receiving,
): Promise<'early' | undefined> {
  if (isAfterWord(event)) await receiveAfterWord(event, channel, around)
  else if (event.type === 'template') await learnTemplate(around, channel, event)
  else return receiveWord(event, channel, around)
  return undefined
}

async function receiveWord(
  event: Exclude<InboundEvent, AfterWord | { type: 'template' }>,
  channel: OpenChannel,
  around: Receiving,
): Promise<'early' | undefined> {
  const { accountId } = channel
  const request = asRating(event, channel) ?? toRequest(event, channel)
  if (!request) return undefined
  if (event.type === 'echo') await ownCallsEnded(around.database, channel, event.thread.id)
  if (event.type === 'deletion') return receiveDeletion(event, request, channel, around)
  const outcome = await around.advance(accountId, inTurn(request))
  if (outcome.result !== 'refused' || outcome.refusal.code !== 'not-a-rating') {
    return undefined
  }
  const ordinary = toRequest(event, channel)
  if (ordinary) await around.advance(accountId, inTurn(ordinary))
  return undefined
}

/** Given up and read again, a word would come after those that were read behind it. */
const inTurn = (request: Request): Request => ({ ...request, isPatient: true })

const isAfterWord = (event: InboundEvent): event is AfterWord =>
  event.type === 'receipt' || event.type === 'failure'

/**
 * A deletion may overtake some of its messages: those that came are deleted by now, the others will be
 * when it is looked at again. What came while this was being written has not been deleted by it. Of one
 * we never had, there is nothing to delete later either.
 */
async function receiveDeletion(
  { ids }: Extract<InboundEvent, { type: 'deletion' }>,
  { target, what }: Request,
  { accountId }: OpenChannel,
  { advance }: Receiving,
): Promise<'early' | undefined> {
  let met = 0
  const counting = (loaded: Loaded) => {
    met = Object.keys(loaded.known).length
    return typeof what === 'function' ? what(loaded) : what
  }
  await advance(accountId, inTurn({ target, what: counting }))
  return met < new Set(ids).size ? 'early' : undefined
}
