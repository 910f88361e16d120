import type { OpenChannel } from '../connections/index.ts'
import type { Context } from '../rules/index.ts'
import type { Loaded } from './load.ts'

/** What the rules know of a channel: what its platform can do, and whether it is there. */
export function channelFacts(
  { kind: { capabilities } }: OpenChannel,
  { channel }: Loaded,
): Context['channel'] {
  return {
    isConnected: (channel?.state ?? 'disconnected') !== 'disconnected',
    canEdit: capabilities.canEdit,
    canDelete: capabilities.canDelete,
    ...(capabilities.replyWindowHours !== undefined && {
      replyWindowMs: capabilities.replyWindowHours * 3_600_000,
    }),
    ...(capabilities.deleteWithinHours !== undefined && {
      deleteWithinMs: capabilities.deleteWithinHours * 3_600_000,
    }),
  }
}
