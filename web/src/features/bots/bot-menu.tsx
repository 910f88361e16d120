import { Menu } from '@mantine/core'
import type { Bot } from '@otklik/protocol/settings'
import { type ReactNode, useState } from 'react'

import { formError } from '../../ui/form-failure.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useBotWords } from '../../words/bot-words.ts'
import { DeleteDialog } from './delete-dialog.tsx'
import { DisableDialog } from './disable-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { useBotChange } from './use-bots.ts'

interface BotMenuProps {
  bot: Bot
  /** What else can be done to it where the menu stands. */
  children?: ReactNode
  onDeleted?: () => void
}

export function BotMenu({ bot, children, onDeleted }: BotMenuProps) {
  const { list: words } = useBotWords()
  const [opened, setOpened] = useState<'rename' | 'disable' | 'delete'>()
  const enabling = useBotChange(bot, ({ name }) => showToast({ text: words.enabled(name) }))
  const close = () => setOpened(undefined)
  const enable = () =>
    enabling.mutate(
      { isEnabled: true },
      { onError: (failure) => showToast({ text: formError(failure) ?? failure.message }) },
    )
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <IconButton icon="dots" label={words.actionsOf(bot.name)} />
        </Menu.Target>
        <Menu.Dropdown>
          {children}
          <Menu.Item onClick={() => setOpened('rename')}>{words.rename}</Menu.Item>
          {bot.isEnabled ? (
            <Menu.Item onClick={() => setOpened('disable')}>{words.disable}</Menu.Item>
          ) : (
            <Menu.Item onClick={enable}>{words.enable}</Menu.Item>
          )}
          <Menu.Item color="red" onClick={() => setOpened('delete')}>
            {words.delete}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <RenameDialog bot={bot} isOpen={opened === 'rename'} onClose={close} />
      <DisableDialog bot={bot} isOpen={opened === 'disable'} onClose={close} />
      <DeleteDialog bot={bot} isOpen={opened === 'delete'} onDeleted={onDeleted} onClose={close} />
    </>
  )
}
