import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'

import { IconButton } from '../../ui/icon-button.tsx'
import { useWords } from '../../words/index.ts'
import { useCommands } from '../commands/index.ts'
import { useSession } from '../session/index.ts'
import type { FirstWordTo } from './write-first.ts'

const WriteFirstDialog = lazy(() =>
  import('./write-first-dialog.tsx').then((module) => ({ default: module.WriteFirstDialog })),
)

interface WriteFirstButtonProps {
  to?: FirstWordTo
  /** Who it is, where there are several. */
  name?: string
  className?: string | undefined
}

/** «Написать первым», where the reader may; the dialog is fetched when it is asked for. */
export function WriteFirstButton({ to, name, className }: WriteFirstButtonProps) {
  const { templates: words } = useWords()
  const navigate = useNavigate()
  const { permissions } = useSession()
  const [isOpen, setOpen] = useState(false)
  const [wasOpened, setWasOpened] = useState(false)
  const isAllowed = permissions.includes('conversations.reply')
  const open = () => {
    setWasOpened(true)
    setOpen(true)
  }
  // To whom, is asked in the dialog; beside an address it is that address.
  useCommands(to ? {} : { 'write-first': isAllowed ? open : undefined })
  if (!isAllowed) return null
  return (
    <>
      <IconButton
        className={className}
        icon="edit"
        label={name ? words.writeFirstTo(name) : words.writeFirst}
        aria-haspopup="dialog"
        onClick={open}
      />
      {wasOpened ? (
        <Suspense>
          <WriteFirstDialog
            to={to}
            isOpen={isOpen}
            onOpened={(conversationId) => {
              setOpen(false)
              void navigate({
                to: '/conversations/$conversationId',
                params: { conversationId },
              })
            }}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
    </>
  )
}
