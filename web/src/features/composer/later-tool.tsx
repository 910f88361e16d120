import type { Conversation } from '@otklik/protocol'
import { lazy, useState } from 'react'

import { useWords, withWords } from '../../words/index.ts'
import { useCommands, useKeyName } from '../commands/index.ts'
import { Tool } from './tool.tsx'

const LaterPanel = lazy(
  withWords(['tools'], () =>
    import('../planned/later-panel.tsx').then((module) => ({ default: module.LaterPanel })),
  ),
)

interface LaterToolProps {
  conversation: Conversation
  /** There is something that could be sent. */
  isPossible: boolean
  onPick: (at: Date) => void
}

export function LaterTool({ conversation, isPossible, onPick }: LaterToolProps) {
  const { composer } = useWords()
  const keys = useKeyName('send-later')
  const [isOpen, setOpen] = useState(false)
  useCommands({ 'send-later': isPossible ? () => setOpen(true) : undefined })
  return (
    <Tool
      icon="clock"
      label={composer.later}
      keys={keys}
      isOff={!isPossible}
      isOpen={isOpen}
      onOpen={setOpen}
    >
      <LaterPanel
        replyUntil={conversation.replyUntil}
        onPick={(at) => {
          setOpen(false)
          onPick(at)
        }}
      />
    </Tool>
  )
}
