import { ChannelError } from '../channels/index.ts'
import {
  type Channels,
  type ChannelWorld,
  type OpenChannel,
  reportBroken,
} from '../connections/index.ts'
import type { Hints } from '../lib/hints.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import type { Duties } from '../processes/index.ts'
import { type ClaimedPart, mayHaveArrived } from './claimed-part.ts'
import { type Delivering, deliverPart } from './deliver-message.ts'
import { type Settlement, settlementAfterSilence, settlementOf } from './settle.ts'
import { settlementRequest } from './settlement-request.ts'
import { tellEarly } from './tell-early.ts'

export interface Sending extends Omit<Delivering, 'beforeSettling' | 'isLate'> {
  channels: Channels
  duties: Duties
  hints: Hints
  onProblem(problem: string, facts: object): void
}

type OverduePart = ClaimedPart & { state: 'sending' | 'queued' }

const MOST_IN_FLIGHT = 256
/** A channel that hangs keeps these and no more: its neighbours go on. */
const MOST_PER_CHANNEL = 24
/** A channel that does not open is tried again after this long. */
const CLOSED_PAUSE_MS = 30_000
/** A deadline was set by the clock of who claimed the part; of several processes that was another one. */
const OTHERS_CLOCK_MS = 10_000

/**
 * Takes what is due, lane by lane, and makes the calls. A lane gives one part at a time: the next
 * leaves when the outcome of the last is known, or known to be unknown.
 */
export function sendParts(sending: Sending): Loop & { drain(): Promise<void> } {
  const { database, hints, now, duties } = sending
  const inFlight = new Set<Promise<void>>()
  const delivering: Omit<Delivering, 'isLate'> = {
    ...sending,
    beforeSettling: (part, channel, settlement) =>
      holdChannel(sending, part, { version: channel.version, settlement }),
  }

  async function round(): Promise<boolean> {
    await Promise.all([settleOverdue(sending), tellEarly(sending)])
    const room = MOST_IN_FLIGHT - inFlight.size
    if (room <= 0) return false
    const claimedAt = { clock: now().getTime(), real: performance.now() }
    const { rows } = await database.query<ClaimedPart>(
      'select * from claim_parts($1, $2, $3, $4)',
      [now(), MOST_PER_CHANNEL, room, duties.number],
    )
    for (const part of rows) {
      const callBefore = claimedAt.real + part.deadline_at.getTime() - claimedAt.clock
      const delivery = deliver(part, callBefore).finally(() => {
        inFlight.delete(delivery)
        loop.wake()
      })
      inFlight.add(delivery)
    }
    return rows.length > 0
  }

  /**
   * A process that was asleep between the two, and wakes after the deadline, makes no call: another one
   * may have decided by now what follows from its silence. If nobody has, it is sure that nothing left.
   */
  async function deliver(part: ClaimedPart, callBefore: number): Promise<void> {
    const isLate = () => performance.now() >= callBefore
    try {
      const channel = await open(part)
      if (!channel) return
      if (isLate()) await putOff(part, { reason: 'unreachable', afterMs: 0 })
      else await deliverPart(part, channel, { ...delivering, isLate })
    } catch (error) {
      // The attempt is on record: after its deadline it is settled as unknown.
      sending.onProblem('a part was not settled', { partId: part.id, error: String(error) })
    }
  }

  /** Nothing has left for a channel that does not open, and everybody may know so at once. */
  async function open(part: ClaimedPart): Promise<OpenChannel | undefined> {
    try {
      return await sending.channels.get(part.account_id, part.channel_id)
    } catch (error) {
      sending.onProblem('a channel was not opened', {
        channelId: part.channel_id,
        error: String(error),
      })
      await putOff(part, { reason: 'misconfigured', afterMs: CLOSED_PAUSE_MS })
      return undefined
    }
  }

  /** No call was made. What an earlier one may have left with the customer is as open as it was. */
  async function putOff(
    part: ClaimedPart,
    { reason, afterMs }: { reason: 'unreachable' | 'misconfigured'; afterMs: number },
  ): Promise<void> {
    const doubt = mayHaveArrived(part) && { mayHaveArrived: true as const }
    const at = now().getTime() + afterMs
    const outcome = { result: 'retry' as const, at, reason, ...doubt }
    await sending.advance(part.account_id, settlementRequest(part, { outcome }))
  }

  const loop = createLoop('outbound', round, { everyMs: 1000, onProblem: sending.onProblem })
  hints.listen('lanes', loop.wake)
  return {
    ...loop,
    async drain() {
      await loop.stop()
      await Promise.all(inFlight)
    },
  }
}

/**
 * Attempts nobody came back from are of unknown outcome after their deadline; what waited until it
 * expired, perhaps in a channel that gives nothing away any more, has failed.
 */
async function settleOverdue(sending: Sending): Promise<void> {
  const { database, now, onProblem, duties } = sending
  const andOwned = duties.andOwned('p.account_id', 'p.channel_id')
  const { rows } = await database.query<OverduePart>(
    `(select p.*, l.thread from parts p join lanes l using (account_id, channel_id, lane)
      where p.state = 'sending' and p.deadline_at < $1${andOwned} limit 200)
     union all
     (select p.*, l.thread from parts p join lanes l using (account_id, channel_id, lane)
      where p.state = 'queued' and p.expires_at < $2${andOwned} limit 200)`,
    [new Date(now().getTime() - (duties.number === null ? 0 : OTHERS_CLOCK_MS)), now()],
  )
  await Promise.all(
    rows.map((part) =>
      settleOne(sending, part).catch((error: unknown) => {
        onProblem('an overdue part was not settled', { partId: part.id, error: String(error) })
      }),
    ),
  )
}

async function settleOne({ advance, channels, now }: Sending, part: OverduePart): Promise<void> {
  const settlement =
    part.state === 'queued'
      ? settlementOf('expired', mayHaveArrived(part))
      : await afterSilence(channels, part, now())
  await advance(part.account_id, settlementRequest(part, settlement, part.state))
}

async function afterSilence(channels: Channels, part: ClaimedPart, now: Date): Promise<Settlement> {
  const sendsOnce = await channels.get(part.account_id, part.channel_id).then(
    ({ kind }) => kind.capabilities.sendsOnce,
    () => 'none' as const,
  )
  const { tries, kind, expires_at: expiresAt } = part
  return settlementAfterSilence({
    tries,
    kind,
    expiresAt,
    now,
    sendsOnce,
    mayHaveArrived: mayHaveArrived(part),
  })
}

/** Written before the lane is free again: the next part must not run into the same wall. */
async function holdChannel(
  world: Sending & ChannelWorld,
  part: ClaimedPart,
  { version, settlement }: { version: number; settlement: Settlement },
): Promise<void> {
  const { database } = world
  if (settlement.pause?.what === 'channel') {
    await database.query(
      `update channels set paused_until = greatest(paused_until, $3) where account_id = $1 and id = $2`,
      [part.account_id, part.channel_id, settlement.pause.until],
    )
  }
  if (settlement.breaksChannel) {
    const error = new ChannelError('misconfigured', 'refused', { executed: 'no' })
    const channel = { accountId: part.account_id, id: part.channel_id, version }
    await reportBroken(world, channel, error)
  }
  if (settlement.outcome.result === 'sent') {
    await database.query(
      `update channels set last_sent_at = now()
       where account_id = $1 and id = $2 and (last_sent_at is null or last_sent_at < now() - interval '1 second')`,
      [part.account_id, part.channel_id],
    )
  }
}
