import type { InboundEvent } from '../channels/index.ts'
import type { OpenChannel } from '../connections/index.ts'
import type { Advance } from '../conversations/index.ts'
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
): Promise<'early' | void> {
  if (event.type === 'deletion' && !(await isMet(event, channel, around.database))) return 'early'
  if (isAfterWord(event)) return receiveAfterWord(event, channel, around)
  if (event.type === 'template') return learnTemplate(around, channel, event)
  const { accountId } = channel
  const request = asRating(event, channel) ?? toRequest(event, channel)
  if (!request) return
  if (event.type === 'echo') await ownCallsEnded(around.database, channel, event.thread.id)
  const outcome = await around.advance(accountId, request)
  if (outcome.result !== 'refused' || outcome.refusal.code !== 'not-a-rating') return
  const ordinary = toRequest(event, channel)
  if (ordinary) await around.advance(accountId, ordinary)
}

const isAfterWord = (event: InboundEvent): event is AfterWord =>
  event.type === 'receipt' || event.type === 'failure'

/** A deletion may overtake its message. Of one we never had, there is nothing to delete later either. */
async function isMet(
  { ids }: Extract<InboundEvent, { type: 'deletion' }>,
  { accountId, id: channelId }: OpenChannel,
  database: Database,
): Promise<boolean> {
  const { rows } = await database.query(
    `select 1 from external_messages where account_id = $1 and channel_id = $2
       and external_id = any($3) and message_id is not null limit 1`,
    [accountId, channelId, ids],
  )
  return rows.length > 0
}
