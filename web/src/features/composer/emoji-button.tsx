import { lazy, useState } from 'react'

import { useWords } from '../../words/index.ts'
import { Tool } from './tool.tsx'

const EmojiPicker = lazy(() =>
  import('./emoji-picker.tsx').then((module) => ({ default: module.EmojiPicker })),
)

interface EmojiButtonProps {
  className?: string | undefined
  onPick: (symbol: string) => void
  /** The keyboard goes back to the text. */
  onDone: () => void
}

export function EmojiButton({ className, onPick, onDone }: EmojiButtonProps) {
  const { composer } = useWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <Tool
      icon="smile"
      label={composer.emoji}
      className={className}
      isOpen={isOpen}
      onOpen={setOpen}
    >
      <EmojiPicker
        onPick={(symbol, isByKey) => {
          onPick(symbol)
          if (!isByKey) return
          setOpen(false)
          onDone()
        }}
      />
    </Tool>
  )
}
