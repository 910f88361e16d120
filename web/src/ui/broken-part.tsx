import { Button } from '@mantine/core'

import { useWords } from '../words/index.ts'
import { Icon } from './icons.tsx'
import { StateView } from './state-view.tsx'

export function BrokenPart({ onRepeat }: { onRepeat: () => void }) {
  const { common } = useWords()
  return (
    <StateView
      icon="failed"
      tone="danger"
      title={common.partFailed}
      help={common.partFailedHelp}
      action={
        <Button variant="default" leftSection={<Icon name="refresh" />} onClick={onRepeat}>
          {common.repeat}
        </Button>
      }
    />
  )
}
