import { Popover } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'

import { IconButton } from '../../ui/icon-button.tsx'
import { useWords } from '../../words/index.ts'

const EmojiPicker = lazy(() =>
  import('./emoji-picker.tsx').then((module) => ({ default: module.EmojiPicker })),
)

interface EmojiButtonProps {
  className?: string | undefined
  onPick: (symbol: string) => void
}

export function EmojiButton({ className, onPick }: EmojiButtonProps) {
  const { composer } = useWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover opened={isOpen} onChange={setOpen} position="top-start" trapFocus returnFocus>
      <Popover.Target>
        <IconButton
          icon="smile"
          label={composer.emoji}
          className={className}
          onClick={() => setOpen(!isOpen)}
        />
      </Popover.Target>
      <Popover.Dropdown aria-label={composer.emoji}>
        <Suspense>{isOpen ? <EmojiPicker onPick={onPick} /> : null}</Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
