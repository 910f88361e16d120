import type { Bot } from '@otklik/protocol/settings'

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useBotWords } from '../../words/bot-words.ts'
import { useBotChange } from './use-bots.ts'

interface BotDialogProps {
  bot: Bot
  isOpen: boolean
  onClose: () => void
}

/** What it holds is taken from it at once, so that is said beforehand. */
export function DisableDialog({ bot, isOpen, onClose }: BotDialogProps) {
  const { list: words } = useBotWords()
  const disabling = useBotChange(bot, ({ name }) => {
    showToast({ text: words.disabled(name) })
    onClose()
  })
  return (
    <ConfirmDialog
      title={words.disableTitle(bot.name)}
      confirm={words.disable}
      refuse={words.keepOn}
      isOpen={isOpen}
      isBusy={disabling.isPending}
      failure={disabling.error}
      onConfirm={() => disabling.mutate({ isEnabled: false })}
      onClose={() => {
        disabling.reset()
        onClose()
      }}
    >
      {words.disableHelp(bot.holds)}
    </ConfirmDialog>
  )
}
