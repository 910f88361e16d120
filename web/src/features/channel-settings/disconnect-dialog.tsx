import type { ChannelDetails, ChannelKindView } from '@otklik/protocol'
import { useMutation, useQueryClient } from '@tanstack/react-query'

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import { channelQuery, channelsQuery } from './api/channels.ts'
import { disconnectChannel } from './api/disconnect-channel.ts'
import { addressOf } from './channel-name.ts'

interface DisconnectDialogProps {
  channel: ChannelDetails
  kind: ChannelKindView
  isOpen: boolean
  onDisconnected: () => void
  onClose: () => void
}

/** COM-81: only after an additional consent, with what it costs said beforehand. */
export function DisconnectDialog(props: DisconnectDialogProps) {
  const { channel, kind, isOpen, onDisconnected, onClose } = props
  const { channelSettings: words } = useWords()
  const client = useQueryClient()
  const open = useFeedState(
    (state) =>
      [...state.conversations.values()].filter(
        ({ channelId, status }) => channelId === channel.id && status !== 'closed',
      ).length,
  )
  const disconnection = useMutation({
    mutationFn: () => disconnectChannel(channel.id, true),
    onSuccess: (disconnected) => {
      onDisconnected()
      client.setQueryData(channelQuery(channel.id).queryKey, disconnected)
      void client.invalidateQueries({ queryKey: channelsQuery.queryKey, exact: true })
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={words.disconnectTitle(kind.title, addressOf(channel))}
      confirm={words.disconnect}
      refuse={words.keep}
      consent={words.consent}
      isOpen={isOpen}
      isBusy={disconnection.isPending}
      failure={disconnection.error}
      onConfirm={() => disconnection.mutate()}
      onClose={onClose}
    >
      {words.disconnectHelp(open)}
    </ConfirmDialog>
  )
}
