import { Drawer } from '@mantine/core'
import type { AddedAccount } from '@otklik/protocol/settings'
import { useState } from 'react'

import { useWords } from '../../words/index.ts'
import { AddForm } from './add-form.tsx'
import { OwnersLink } from './owners-link.tsx'

interface AddDrawerProps {
  isOpen: boolean
  onClose: () => void
}

export function AddDrawer({ isOpen, onClose }: AddDrawerProps) {
  const { common, companies: words, operators } = useWords()
  const [added, setAdded] = useState<AddedAccount>()
  const isToHandOver = added?.link !== undefined
  const close = () => {
    setAdded(undefined)
    onClose()
  }
  return (
    <Drawer
      opened={isOpen}
      onClose={close}
      // The link is shown once: a click beside the drawer must not lose it.
      closeOnClickOutside={!isToHandOver}
      title={isToHandOver ? operators.handOver : words.create}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {added?.link ? (
        <OwnersLink name={added.invited?.name ?? ''} link={added.link} onDone={close} />
      ) : (
        <AddForm onAdded={setAdded} onClose={close} />
      )}
    </Drawer>
  )
}
