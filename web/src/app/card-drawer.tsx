import { Drawer } from '@mantine/core'
import type { Conversation } from '@otklik/protocol'

import { ContactCard } from '../features/contact-card/index.ts'
import { useFocusBack } from '../ui/use-focus-back.ts'
import { useWords } from '../words/index.ts'
import styles from './workplace-page.module.css'

interface CardDrawerProps {
  conversation: Conversation
  isOpen: boolean
  onClose: () => void
}

/** Where the card has no column of its own. */
export function CardDrawer({ conversation, isOpen, onClose }: CardDrawerProps) {
  const { card: words } = useWords()
  useFocusBack(isOpen)
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      size={320}
      title={words.title}
      closeButtonProps={{ 'aria-label': words.close }}
      classNames={{ body: styles.drawer ?? '' }}
    >
      <ContactCard contact={conversation.contact} conversation={conversation} />
    </Drawer>
  )
}
