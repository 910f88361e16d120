import { Button } from '@mantine/core'
import type { Conversation } from '@otklik/protocol'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useSupervisionWords } from '../../words/supervision-words.ts'
import { canTakeBack } from '../conversations/index.ts'
import { useFeed } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { ReceiverChoice } from '../transfer/receiver-choice.tsx'
import { type Receiver, receiversOf } from '../transfer/receivers.ts'
import { actOnMany } from './api/act-on-many.ts'
import styles from './handover.module.css'
import { undoOf } from './take-back.ts'

interface GiveFormProps {
  conversations: readonly Conversation[]
  /** Who leaves is not offered what they leave. */
  leavingId?: string
  onDone: () => void
  onCancel: () => void
}

/** Several conversations to one colleague or team, with one note for all of them. */
export function GiveForm({ conversations, leavingId, onDone, onCancel }: GiveFormProps) {
  const { handover: words, bulk } = useSupervisionWords()
  const feed = useFeed()
  const me = useSession().operator.id
  const [all] = useState(() => {
    const leaving = leavingId ? { operatorId: leavingId } : {}
    return { ...receiversOf(feed.state.get(), leaving, leavingId ?? me), bots: [] }
  })
  const [to, setTo] = useState<Receiver>()
  const [note, setNote] = useState('')
  const [isAsked, setAsked] = useState(false)
  const give = useMutation({
    mutationFn: async () => {
      if (!to || conversations.length === 0) return undefined
      const { kind, id, name } = to
      const text = note.trim()
      const ids = conversations.map((each) => each.id)
      const { done, refused } = await actOnMany(ids, {
        type: 'transfer',
        to: { kind, id },
        ...(text && { note: text }),
      })
      feed.learnConversations(done)
      // Nothing at all could be given: why is told here, and what was typed stays.
      if (done.length === 0) return refused[0]
      const { length } = done
      showToast({
        text: refused.length > 0 ? bulk.partly(length, refused.length) : bulk.done(length, name),
        ...undoOf({
          feed,
          ids: conversations
            .filter((each) => canTakeBack(each, to) && done.some((given) => given.id === each.id))
            .map((each) => each.id),
          undo: { type: 'undo-transfer' },
          words: bulk,
        }),
      })
      onDone()
      return undefined
    },
  })
  const missing = conversations.length === 0 ? words.tickFirst : to ? undefined : words.chooseFirst
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(true)
        give.mutate()
      }}
    >
      <ReceiverChoice receivers={all} label={words.search} chosen={to} onChoose={setTo} />
      {isAsked && missing ? <p className={styles.wrong}>{missing}</p> : null}
      <label className={styles.note}>
        <span className={styles.noteLabel}>{words.note}</span>
        <textarea
          rows={2}
          maxLength={4000}
          className={styles.field}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <span className={styles.help}>{words.noteHelp}</span>
      </label>
      {give.error || give.data ? (
        <Notice tone="danger" isNew>
          {formError(give.error) ?? give.data}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton type="submit" label={words.act} isBusy={give.isPending} />
        <Button variant="subtle" color="gray" onClick={onCancel}>
          {words.refuse}
        </Button>
      </div>
    </form>
  )
}
