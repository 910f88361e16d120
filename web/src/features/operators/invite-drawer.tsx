import { Drawer } from '@mantine/core'
import type { CreatedInvitation } from '@otklik/protocol'
import { useState } from 'react'

import { useWords } from '../../words/index.ts'
import { InvitationLink } from './invitation-link.tsx'
import { InviteForm } from './invite-form.tsx'

interface InviteDrawerProps {
  isOpen: boolean
  onClose: () => void
}

export function InviteDrawer({ isOpen, onClose }: InviteDrawerProps) {
  const { common, operators } = useWords()
  const [created, setCreated] = useState<CreatedInvitation>()
  const isToHandOver = created?.link !== undefined
  const close = () => {
    setCreated(undefined)
    onClose()
  }
  return (
    <Drawer
      opened={isOpen}
      onClose={close}
      // The link is shown once: a click beside the drawer must not lose it.
      closeOnClickOutside={!isToHandOver}
      title={isToHandOver ? operators.handOver : operators.invite}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {created?.link ? (
        <InvitationLink name={created.name} link={created.link} onDone={close} />
      ) : (
        <InviteForm onCreated={setCreated} onClose={close} />
      )}
    </Drawer>
  )
}
