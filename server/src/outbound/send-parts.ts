import { ChannelError } from '../channels/index.ts'
import { type Channels, type ChannelWorld, reportBroken } from '../connections/index.ts'
import type { Database } from '../database/index.ts'
import type { Hints } from '../lib/hints.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import type { ClaimedPart } from './claimed-part.ts'
import { type Delivering, deliverPart } from './deliver-message.ts'
import type { Settlement } from './settle.ts'
import { settlementRequest } from './settlement-request.ts'

export interface Sending extends Delivering {
  database: Database
  channels: Channels
  hints: Hints
  onProblem(problem: string, facts: object): void
}

const MOST_IN_FLIGHT = 64
const MOST_PER_CHANNEL = 24

/**
 * Takes what is due, lane by lane, and makes the calls. A lane gives one part at a time: the next
 * leaves when the outcome of the last is known, or known to be unknown.
 */
export function sendParts(sending: Sending): Loop & { drain(): Promise<void> } {
  const { database, hints, now } = sending
  const inFlight = new Set<Promise<void>>()

  async function round(): Promise<boolean> {
    await settleOverdue(sending)
    const room = MOST_IN_FLIGHT - inFlight.size
    if (room <= 0) return false
    const { rows } = await database.query<ClaimedPart>('select * from claim_parts($1, $2, $3)', [
      now(),
      Math.min(MOST_PER_CHANNEL, room),
      room,
    ])
    for (const part of rows) {
      const delivery = deliver(part).finally(() => {
        inFlight.delete(delivery)
        loop.wake()
      })
      inFlight.add(delivery)
    }
    return rows.length > 0
  }

  async function deliver(part: ClaimedPart): Promise<void> {
    try {
      const channel = await sending.channels.get(part.account_id, part.channel_id)
      const settlement = await deliverPart(part, channel, sending)
      await pauseChannel(sending, part, settlement)
    } catch (error) {
      // The attempt is on record: after its deadline it is settled as unknown.
      sending.onProblem('a part was not settled', { partId: part.id, error: String(error) })
    }
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

/** Attempts nobody came back from: after their deadline their outcome is unknown. */
async function settleOverdue({
  database,
  advance,
  now,
  channels,
  onProblem,
}: Sending): Promise<void> {
  const { rows } = await database.query<ClaimedPart>(
    `select p.*, l.thread from parts p join lanes l using (account_id, channel_id, lane)
     where p.state = 'sending' and p.deadline_at < $1 limit 200`,
    [now()],
  )
  await Promise.all(
    rows.map((part) =>
      settleOne(part).catch((error: unknown) => {
        onProblem('an overdue part was not settled', { partId: part.id, error: String(error) })
      }),
    ),
  )

  async function settleOne(part: ClaimedPart): Promise<void> {
    const { kind } = await channels.get(part.account_id, part.channel_id)
    const isRepeatable = kind.capabilities.sendsOnce === 'by-key' || part.kind !== 'message'
    const settlement: Settlement = isRepeatable
      ? { outcome: { result: 'retry', at: now().getTime(), reason: 'unreachable' } }
      : { outcome: { result: 'unknown' } }
    await advance(part.account_id, settlementRequest(part, settlement))
  }
}

async function pauseChannel(
  world: Sending & ChannelWorld,
  part: ClaimedPart,
  settlement: Settlement,
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
    await reportBroken(world, { accountId: part.account_id, id: part.channel_id }, error)
  }
  if (settlement.outcome.result === 'sent') {
    await database.query(
      `update channels set last_sent_at = now()
       where account_id = $1 and id = $2 and (last_sent_at is null or last_sent_at < now() - interval '1 second')`,
      [part.account_id, part.channel_id],
    )
  }
}
