import type { Conversation } from '@otklik/protocol'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'

import { useWords } from '../../words/index.ts'
import { useCommands } from '../commands/index.ts'
import { useElsewhere } from '../conversations/index.ts'
import { WayOn } from './closed-composer.tsx'

const WriteFirstDialog = lazy(() =>
  import('../templates/write-first-dialog.tsx').then((module) => ({
    default: module.WriteFirstDialog,
  })),
)

/** D-20, D-35: where this channel is shut, another of the same contact may be open. */
export function ContinueElsewhere({ conversation }: { conversation: Conversation }) {
  const { conversation: words } = useWords()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const { id, continuedIn } = conversation
  const addresses = useElsewhere(conversation) ?? []
  const open = (conversationId: string) =>
    void navigate({
      to: '/conversations/$conversationId',
      params: { conversationId },
      search: (search) => search,
    })
  useCommands({
    elsewhere: continuedIn
      ? { run: () => open(continuedIn), label: words.openElsewhere }
      : addresses.length > 0
        ? () => setOpen(true)
        : undefined,
  })
  if (continuedIn) return <WayOn label={words.openElsewhere} onClick={() => open(continuedIn)} />
  if (addresses.length === 0) return null
  return (
    <>
      <WayOn label={words.elsewhere} onClick={() => setOpen(true)} />
      {isOpen ? (
        <Suspense>
          <WriteFirstDialog
            to={undefined}
            continues={{ id, addresses }}
            isOpen
            onOpened={open}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
    </>
  )
}
