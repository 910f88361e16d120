import type { Conversation, LabelConversationRequest } from '@otklik/protocol'
import { useMutation } from '@tanstack/react-query'

import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { useWords } from '../../words/index.ts'
import { useFeed } from '../feed/index.ts'
import { labelConversation } from './api/labels.ts'
import { LabelChoice } from './label-choice.tsx'
import styles from './label-panel.module.css'
import type { Labelling } from './labelling.ts'

interface LabelPanelProps {
  conversation: Conversation
  asked: Labelling
  onDone: () => void
}

/** One topic, which ends the choice; or tags, which are ticked one after the other. */
export function LabelPanel({ conversation, asked, onDone }: LabelPanelProps) {
  const { labelling: words } = useWords()
  const feed = useFeed()
  const { id, topic, tags = [] } = conversation
  const { kind, then } = asked
  const finish = () => {
    onDone()
    then?.()
  }
  const saving = useMutation({
    mutationFn: (changes: LabelConversationRequest) => labelConversation(id, changes),
    onSuccess(changed) {
      feed.learnConversation(changed)
      if (kind === 'topic') finish()
    },
  })
  const failure = saving.error && (formError(saving.error) ?? saving.error.message)
  return (
    <div className={styles.panel}>
      {then ? <p className={styles.why}>{words.topicFirst}</p> : null}
      <LabelChoice
        kind={kind}
        chosen={kind === 'tag' ? tags : topic === undefined ? [] : [topic]}
        onAdd={({ id: labelId }) =>
          saving.mutate(kind === 'topic' ? { topicId: labelId } : { addTagIds: [labelId] })
        }
        onRemove={(name) =>
          saving.mutate(kind === 'topic' ? { topicId: null } : { removeTags: [name] })
        }
        onKeep={kind === 'topic' ? finish : undefined}
      />
      {failure ? (
        <Notice tone="danger" isNew>
          {failure}
        </Notice>
      ) : null}
    </div>
  )
}
