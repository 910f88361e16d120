import { Button } from '@mantine/core'

import { ApiFailure } from '../api/failure.ts'
import { useWords } from '../words/index.ts'
import { Icon } from './icons.tsx'
import { StateView } from './state-view.tsx'

interface FailureViewProps {
  title: string
  failure: unknown
  /** What is safe although this failed. */
  safe?: string
  onRepeat: () => void
}

export function FailureView({ title, failure, safe, onRepeat }: FailureViewProps) {
  const { common } = useWords()
  const known = failure instanceof ApiFailure ? failure : undefined
  const sentences = [known?.message, safe].filter((sentence) => sentence !== undefined)
  return (
    <StateView
      icon="failed"
      tone="danger"
      title={title}
      help={sentences.join('. ')}
      code={known?.requestId ? common.requestCode(known.requestId) : undefined}
      action={
        <Button variant="default" leftSection={<Icon name="refresh" />} onClick={onRepeat}>
          {common.repeat}
        </Button>
      }
    />
  )
}
