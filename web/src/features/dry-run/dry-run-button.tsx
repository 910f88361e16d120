import { Button } from '@mantine/core'

import { Icon } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'

interface DryRunButtonProps {
  isOpen: boolean
  onToggle: (isOpen: boolean) => void
}

/** In the head of a settings page: opens «Проверка настроек» beside it. */
export function DryRunButton({ isOpen, onToggle }: DryRunButtonProps) {
  const { dryRun } = useWords()
  return (
    <Button
      variant="subtle"
      color="gray"
      leftSection={<Icon name="play" />}
      aria-expanded={isOpen}
      onClick={() => onToggle(!isOpen)}
    >
      {dryRun.title}
    </Button>
  )
}
