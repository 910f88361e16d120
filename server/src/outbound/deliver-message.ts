import { ChannelError, type OutboundPart, type Sent, type ThreadId } from '../channels/index.ts'
import { hideSecrets, type OpenChannel } from '../connections/index.ts'
import { type Advance, keyOfPart } from '../conversations/index.ts'
import type { Database } from '../database/index.ts'
import { type ClaimedPart, mayHaveArrived } from './claimed-part.ts'
import { mustLook, type Settlement, settlementAfter, settlementOf } from './settle.ts'
import { settlementRequest } from './settlement-request.ts'
import { tellEarly, tellLost } from './tell-early.ts'

export interface Delivering {
  database: Database
  advance: Advance
  now(): Date
  openFile(accountId: string): OutboundPart['openFile']
  /** For the platform of this channel, which comes for the file itself. */
  linkFile(channel: OpenChannel): OutboundPart['linkFile']
  /** What must be true before the lane gives its next part: a pause, a channel that is broken. */
  beforeSettling(part: ClaimedPart, channel: OpenChannel, settlement: Settlement): Promise<void>
}

/**
 * We wrote to somebody. The attempt was committed before this call, with a deadline: whatever
 * happens to this process, the outcome is known or known to be unknown. One table (`settle.ts`)
 * decides what follows from it.
 */
export async function deliverPart(
  part: ClaimedPart,
  channel: OpenChannel,
  delivering: Delivering,
): Promise<Settlement> {
  const { advance, beforeSettling } = delivering
  const settlement = await attempt(part, channel, delivering)
  await beforeSettling(part, channel, settlement)
  await advance(part.account_id, settlementRequest(part, settlement))
  await tellEarly(delivering, part, settlement)
  await tellLost(delivering, part, settlement)
  return settlement
}

async function attempt(
  part: ClaimedPart,
  channel: OpenChannel,
  { now, openFile, linkFile }: Pick<Delivering, 'now' | 'openFile' | 'linkFile'>,
): Promise<Settlement> {
  const { sendsOnce } = channel.kind.capabilities
  let isDoubtful = mayHaveArrived(part)
  if (part.expires_at <= now()) return settlementOf('expired', isDoubtful)
  const outgoing: OutboundPart = {
    ...part.content,
    thread: part.thread as ThreadId,
    key: keyOfPart(part),
    openFile: (id) => openFile(part.account_id)(id).catch(notThere),
    linkFile: (id) => linkFile(channel)(id).catch(notThere),
  }
  try {
    if (isDoubtful && mustLook({ kind: part.kind, sendsOnce })) {
      const found = await channel.connection.findSent?.(outgoing)
      if (found) return sentAs(found)
      isDoubtful = false
    }
    return sentAs(await channel.connection.send(outgoing))
  } catch (error) {
    const isOurs = !(error instanceof ChannelError)
    // A bug of ours is not the platform's refusal, but it may have come after the call was made.
    const refusal = isOurs
      ? new ChannelError('rejected', String(error), { executed: 'unknown', cause: error })
      : error
    // Told to operators and kept.
    refusal.message = hideSecrets(channel, refusal.message)
    return settlementAfter(refusal, {
      tries: part.tries,
      now: now(),
      expiresAt: part.expires_at,
      sendsOnce,
      kind: part.kind,
      mayHaveArrived: isDoubtful,
    })
  }
}

const sentAs = ({ ids }: Sent): Settlement => ({ outcome: { result: 'sent' }, externalIds: ids })

/** A file of ours that cannot be opened: nothing has left. */
function notThere(cause: unknown): never {
  if (cause instanceof ChannelError) throw cause
  throw new ChannelError('rejected', 'the file is not there', { executed: 'no', cause })
}
