import type { ChannelDetails, ChannelField } from '@otklik/protocol'
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'

import { ApiFailure } from '../../api/failure.ts'
import { channelQuery, channelsQuery } from './api/channels.ts'
import { editChannel } from './api/edit-channel.ts'
import { type ChannelChanges, isSame } from './draft.ts'

/** Saves against the version on the screen. */
export function useSaving(channel: ChannelDetails, fields: readonly ChannelField[]) {
  const client = useQueryClient()
  const mutation = useMutation({
    mutationFn: (changes: ChannelChanges) => saveUnlessChanged(client, channel, fields, changes),
    onSuccess: (saved) => {
      client.setQueryData(channelQuery(channel.id).queryKey, saved)
      void client.invalidateQueries({ queryKey: channelsQuery.queryKey, exact: true })
    },
  })
  return {
    isPending: mutation.isPending,
    // The page shows what has changed: the sentence would only tell to reload it.
    failure: isChangedMeanwhile(mutation.error) ? undefined : mutation.error,
    savedAt: mutation.isSuccess ? new Date(mutation.submittedAt) : undefined,
    save: (changes: ChannelChanges, onSaved: () => void) =>
      mutation.mutate(changes, { onSuccess: onSaved }),
    reset: mutation.reset,
  }
}

/**
 * A version grows with every problem and every recovery too. Where only those have changed, the
 * newer version is as good; where somebody changed a setting, the page shows both.
 */
async function saveUnlessChanged(
  client: QueryClient,
  channel: ChannelDetails,
  fields: readonly ChannelField[],
  changes: ChannelChanges,
): Promise<ChannelDetails> {
  try {
    return await editChannel(channel.id, channel.version, changes)
  } catch (failure) {
    if (!isChangedMeanwhile(failure)) throw failure
    const newer = await client.fetchQuery({ ...channelQuery(channel.id), staleTime: 0 })
    if (!isSame(fields, channel, newer)) throw failure
    return editChannel(channel.id, newer.version, changes)
  }
}

function isChangedMeanwhile(failure: unknown): boolean {
  return failure instanceof ApiFailure && failure.code === 'changed-meanwhile'
}
