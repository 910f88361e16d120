import type { Conversation } from '@otklik/protocol'
import { lazy, type ReactNode, Suspense, useState } from 'react'

import { useChannelKind } from '../channels/index.ts'
import { useCommands } from '../commands/index.ts'

const TemplatePicker = lazy(() =>
  import('./template-picker.tsx').then((module) => ({ default: module.TemplatePicker })),
)

interface WithTemplatesProps {
  conversation: Conversation
  /** What opens the picker. */
  children: (open: () => void) => ReactNode
}

/** Nothing where the platform has no templates; the picker is fetched when it is asked for. */
export function WithTemplates({ conversation, children }: WithTemplatesProps) {
  const kind = useChannelKind(conversation.channelId)
  const [isOpen, setOpen] = useState(false)
  const [wasOpened, setWasOpened] = useState(false)
  const hasTemplates = kind?.capabilities.templates
  const open = () => {
    setWasOpened(true)
    setOpen(true)
  }
  useCommands({ template: hasTemplates ? open : undefined })
  if (!hasTemplates) return null
  return (
    <>
      {children(open)}
      {wasOpened ? (
        <Suspense>
          <TemplatePicker
            conversation={conversation}
            isOpen={isOpen}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
    </>
  )
}
