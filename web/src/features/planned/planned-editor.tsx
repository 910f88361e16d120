import { Button, Textarea, TextInput } from '@mantine/core'
import type { PlannedMessage } from '@otklik/protocol'
import { useState } from 'react'

import { useWords } from '../../words/index.ts'
import { serverClock } from '../feed/index.ts'
import { toField } from '../pause/presets.ts'
import styles from './planned-list.module.css'

interface PlannedEditorProps {
  message: PlannedMessage
  isBusy: boolean
  onSave: (text: string, sendAt: Date) => void
  onCancel: () => void
}

/** What will be said, and when. */
export function PlannedEditor({ message, isBusy, onSave, onCancel }: PlannedEditorProps) {
  const { later, pause, common } = useWords()
  const [text, setText] = useState(message.text)
  const [typed, setTyped] = useState(() => toField(new Date(message.sendAt)))
  const [isPast, setPast] = useState(false)
  const isEmpty = text.trim() === '' && !message.files?.length
  const save = () => {
    const at = new Date(typed)
    const isWrong = !(at.getTime() > serverClock.now())
    setPast(isWrong)
    if (!isWrong && !isEmpty && !isBusy) onSave(text.trim(), at)
  }
  return (
    <form
      className={styles.editor}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      <Textarea
        label={later.text}
        value={text}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={20_000}
        error={isEmpty ? later.empty : undefined}
        data-autofocus
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        label={later.when}
        value={typed}
        error={isPast ? pause.inThePast : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className={styles.ends}>
        <Button type="submit" size="xs" variant="default">
          {common.save}
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={onCancel}>
          {common.cancel}
        </Button>
      </div>
    </form>
  )
}
