import type { Bot } from '@otklik/protocol/settings'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useBotWords } from '../../words/bot-words.ts'
import { botsQuery, deleteBot } from './api/bots.ts'
import { useChannelNames } from './use-channel-names.ts'

interface DeleteDialogProps {
  bot: Bot
  isOpen: boolean
  /** Nothing of it is left to be saved. */
  onDeleted?: (() => void) | undefined
  onClose: () => void
}

/** Only with consent, which names the channels and counts the conversations it concerns. */
export function DeleteDialog({ bot, isOpen, onDeleted, onClose }: DeleteDialogProps) {
  const { list: words } = useBotWords()
  const client = useQueryClient()
  const navigate = useNavigate()
  const channels = useChannelNames(bot)
  const deletion = useMutation({
    mutationFn: () => deleteBot(bot.id),
    onSuccess: async () => {
      onDeleted?.()
      onClose()
      await navigate({ to: '/bots' })
      showToast({ text: words.deleted(bot.name) })
      await client.invalidateQueries({ queryKey: botsQuery.queryKey, exact: true })
    },
  })
  const told = [
    channels.all ? words.deleteUsed(channels.all) : '',
    bot.holds > 0 ? words.deleteHeld(bot.holds) : '',
    words.deleteHelp[bot.kind],
  ].filter(Boolean)
  return (
    <ConfirmDialog
      title={words.deleteTitle(bot.name)}
      confirm={words.delete}
      refuse={words.keep}
      consent={words.deleteConsent}
      isOpen={isOpen}
      isBusy={deletion.isPending}
      failure={deletion.error}
      onConfirm={() => deletion.mutate()}
      onClose={() => {
        deletion.reset()
        onClose()
      }}
    >
      {told.join('. ')}
    </ConfirmDialog>
  )
}
