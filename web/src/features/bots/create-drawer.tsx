import { Drawer } from '@mantine/core'
import type { Bot } from '@otklik/protocol/settings'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'

import { useBotWords } from '../../words/bot-words.ts'
import { useWords } from '../../words/index.ts'
import { CreateForm } from './create-form.tsx'
import { NewKeys } from './new-keys.tsx'

interface CreateDrawerProps {
  isOpen: boolean
  onClose: () => void
}

export function CreateDrawer({ isOpen, onClose }: CreateDrawerProps) {
  const { common } = useWords()
  const { making: words } = useBotWords()
  const navigate = useNavigate()
  const [made, setMade] = useState<Bot>()
  const open = ({ id }: Bot) => {
    setMade(undefined)
    onClose()
    void navigate({ to: '/bots/$botId', params: { botId: id } })
  }
  return (
    <Drawer
      opened={isOpen}
      onClose={made ? () => open(made) : onClose}
      // Its keys are shown once: a click beside the drawer must not lose them.
      closeOnClickOutside={!made}
      title={made ? words.createdTitle : words.title}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {made ? (
        <NewKeys bot={made} onDone={() => open(made)} />
      ) : (
        <CreateForm
          onCreated={(bot) => (bot.kind === 'webhook' ? setMade(bot) : open(bot))}
          onClose={onClose}
        />
      )}
    </Drawer>
  )
}
