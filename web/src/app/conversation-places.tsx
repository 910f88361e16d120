import { Button } from '@mantine/core'

import { ApiFailure } from '../api/failure.ts'
import { FailureView } from '../ui/failure-view.tsx'
import { StateView } from '../ui/state-view.tsx'
import { useWords } from '../words/index.ts'
import styles from './whole-page.module.css'

/** Where a conversation would be, before one is chosen. */
export function NothingChosen({ isLoading }: { isLoading: boolean }) {
  const { list } = useWords()
  return (
    <main className={styles.page} aria-busy={isLoading}>
      {isLoading ? null : (
        <StateView icon="message" title={list.selectTitle} help={list.selectHelp} />
      )}
    </main>
  )
}

interface ConversationMissingProps {
  failure: unknown
  /** It was on the screen a moment ago. */
  wasShown: boolean
  onRepeat: () => void
  onBack: () => void
}

/** The address names a conversation that is not there, or not for this reader. */
export function ConversationMissing(props: ConversationMissingProps) {
  const { failure, wasShown, onRepeat, onBack } = props
  const { common, transcript, conversation } = useWords()
  const isGone =
    failure instanceof ApiFailure && (failure.code === 'not-found' || failure.code === 'forbidden')
  return (
    <main className={styles.page}>
      {isGone ? (
        <StateView
          icon="message"
          title={wasShown ? conversation.outOfSight : common.notFound}
          help={wasShown ? conversation.outOfSightHelp : common.notFoundHelp}
          action={
            <Button variant="default" onClick={onBack}>
              {conversation.toList}
            </Button>
          }
        />
      ) : (
        <FailureView title={transcript.failed} failure={failure} onRepeat={onRepeat} />
      )}
    </main>
  )
}
