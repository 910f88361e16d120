import { ChannelError, type OutboundPart, type Sent, type ThreadId } from '../channels/index.ts'
import { hideSecrets, type OpenChannel } from '../connections/index.ts'
import { type Advance, keyOfPart } from '../conversations/index.ts'
import type { Database } from '../database/index.ts'
import { GoneFileError, type OpenedFile } from '../files/index.ts'
import { type ClaimedPart, mayHaveArrived } from './claimed-part.ts'
import { mustLook, type Settlement, settlementAfter, settlementOf } from './settle.ts'
import { settlementRequest } from './settlement-request.ts'

export interface Delivering {
  database: Database
  advance: Advance
  now(): Date
  openFile(accountId: string): (id: string) => Promise<OpenedFile>
  /** For the platform of this channel, which comes for the file itself. */
  linkFile(channel: OpenChannel): OutboundPart['linkFile']
  /** Whether it is too late to make the call: others may decide by now what follows from silence. */
  isLate(): boolean
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
  return settlement
}

async function attempt(
  part: ClaimedPart,
  channel: OpenChannel,
  { now, isLate, openFile, linkFile }: Omit<Delivering, 'database' | 'advance' | 'beforeSettling'>,
): Promise<Settlement> {
  const { sendsOnce } = channel.kind.capabilities
  let isDoubtful = mayHaveArrived(part)
  if (part.expires_at <= now()) return settlementOf('expired', isDoubtful)
  const opened: OpenedFile[] = []
  let isOver = false
  const outgoing: OutboundPart = {
    ...part.content,
    thread: part.thread as ThreadId,
    key: keyOfPart(part),
    openFile: async (id) => {
      const found = await openFile(part.account_id)(id).catch(notThere)
      opened.push(found)
      // Of several that are opened together, one that could not be has ended the call meanwhile.
      if (isOver) found.close()
      if (isLate()) throw tooLate()
      return found
    },
    linkFile: (id) => linkFile(channel)(id).catch(notThere),
  }
  try {
    if (isDoubtful && mustLook({ kind: part.kind, sendsOnce })) {
      const found = await channel.connection.findSent?.(outgoing)
      if (found) return sentAs(found)
      isDoubtful = false
      if (isLate()) throw tooLate()
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
  } finally {
    isOver = true
    // What nobody read to its end would stay open.
    for (const file of opened) file.close()
  }
}

const sentAs = ({ ids }: Sent): Settlement => ({ outcome: { result: 'sent' }, externalIds: ids })

/** A file of ours that cannot be opened: nothing has left. What is not gone comes back with its storage. */
function notThere(cause: unknown): never {
  if (cause instanceof ChannelError) throw cause
  const facts = { executed: 'no', cause } as const
  if (cause instanceof GoneFileError) {
    throw new ChannelError('rejected', 'the file is not there', facts)
  }
  throw new ChannelError('unreachable', 'the file could not be read', facts)
}

const tooLate = () => new ChannelError('unreachable', 'its time was over', { executed: 'no' })
