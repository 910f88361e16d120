import { Button, Modal, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { replay } from './api/webhooks.ts'
import styles from './developers.module.css'

interface ReplayDialogProps {
  webhookId: string
  isOpen: boolean
  onClose: () => void
}

/** All that happened within a time, once more. */
export function ReplayDialog({ webhookId, isOpen, onClose }: ReplayDialogProps) {
  const { developers: words } = useWords()
  return (
    <Modal opened={isOpen} onClose={onClose} title={words.replayTitle} withCloseButton={false}>
      <ReplayForm webhookId={webhookId} onClose={onClose} />
    </Modal>
  )
}

const DAY_MS = 24 * 3_600_000

function ReplayForm({ webhookId, onClose }: Omit<ReplayDialogProps, 'isOpen'>) {
  const { common, developers: words } = useWords()
  const client = useQueryClient()
  const [from, setFrom] = useState(() => localMoment(new Date(Date.now() - DAY_MS)))
  const [to, setTo] = useState(() => localMoment(new Date(Date.now() + 60_000)))
  const repetition = useMutation({
    mutationFn: () => replay(webhookId, { from: toMoment(from), to: toMoment(to) }),
    onSuccess: async ({ count }) => {
      showToast({ text: words.replayCount(count) })
      onClose()
      await client.invalidateQueries({ queryKey: ['webhooks', webhookId] })
    },
  })
  const errors = fieldErrors(repetition.error)
  const failure = formError(repetition.error)
  const field = (name: 'from' | 'to', value: string, set: (value: string) => void) => (
    <TextInput
      type="datetime-local"
      label={words[name]}
      value={value}
      error={fieldError(errors[name])}
      onChange={(event) => set(event.currentTarget.value)}
    />
  )
  return (
    <form
      className={styles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!repetition.isPending) repetition.mutate()
      }}
    >
      <p className={styles.quiet}>{words.replayHelp}</p>
      {field('from', from, setFrom)}
      {field('to', to, setTo)}
      {failure ? (
        <Notice tone="danger" isNew>
          {failure}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton
          type="submit"
          label={words.replayStart}
          busyLabel={words.replayed}
          isBusy={repetition.isPending}
        />
        <Button variant="subtle" color="gray" onClick={onClose}>
          {common.cancel}
        </Button>
      </div>
    </form>
  )
}

/** As the browser's field writes it, on the reader's clock. */
function localMoment(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** What is no moment goes as it was typed: the server has the words for it. */
function toMoment(text: string): string {
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? text : at.toISOString()
}
