import type { Conversation, OfferedButtons } from '@otklik/protocol'
import { lazy, type ReactNode, Suspense, useState } from 'react'

import { useWords, withWords } from '../../words/index.ts'
import { useChannelKind } from '../channels/index.ts'
import { Tool } from './tool.tsx'

const ButtonsEditor = lazy(
  withWords(['tools'], () =>
    import('./buttons-editor.tsx').then((module) => ({ default: module.ButtonsEditor })),
  ),
)
const ButtonsTray = lazy(
  withWords(['tools'], () =>
    import('./buttons-tray.tsx').then((module) => ({ default: module.ButtonsTray })),
  ),
)

interface OfferButtonsProps {
  conversation: Conversation
  buttons: OfferedButtons | undefined
  isTextMissing: boolean
  onChange: (buttons: OfferedButtons | undefined) => void
}

/** What the message will offer, over its text, and the tool that changes it. */
export function useOfferButtons(props: OfferButtonsProps): { tray: ReactNode; tool: ReactNode } {
  const { conversation, buttons, isTextMissing, onChange } = props
  const { composer } = useWords()
  const kind = useChannelKind(conversation.channelId)
  const [isOpen, setOpen] = useState(false)
  // Where others read it too, platforms show none.
  if (!kind || conversation.kind === 'comment') return { tray: null, tool: null }
  const change = (changed: OfferedButtons | undefined) => {
    setOpen(false)
    onChange(changed)
  }
  return {
    tray: buttons ? (
      <Suspense>
        <ButtonsTray
          buttons={buttons}
          isTextMissing={isTextMissing}
          onEdit={() => setOpen(true)}
          onRemove={() => change(undefined)}
        />
      </Suspense>
    ) : null,
    tool: (
      <Tool icon="grid" label={composer.buttons} isOpen={isOpen} onOpen={setOpen}>
        <ButtonsEditor kind={kind} buttons={buttons} onChange={change} />
      </Tool>
    ),
  }
}
