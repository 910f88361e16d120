import { Button, Drawer, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useFocusWrongField } from '../../ui/use-focus-wrong-field.ts'
import { useWords } from '../../words/index.ts'
import { serverClock } from '../feed/index.ts'
import { type Appealed, makeAppeal } from './api/quality.ts'
import styles from './forms.module.css'
import tables from './tables.module.css'
import { useNames } from './use-names.ts'

interface AppealButtonProps {
  of: Appealed
  /** Whose result it is, where several such buttons stand together. */
  who: string
  until: string | undefined
}

/** «Подать апелляцию», while there is time for it. */
export function AppealButton({ of, who, until }: AppealButtonProps) {
  const { words } = useNames()
  const { common } = useWords()
  const [isOpen, setOpen] = useState(false)
  if (!until) return null
  if (Date.parse(until) < serverClock.now()) {
    return <span className={tables.quiet}>{words.appeals.over}</span>
  }
  return (
    <>
      <Button
        variant="default"
        aria-label={words.appeals.makeNamed(who)}
        onClick={() => setOpen(true)}
      >
        {words.appeals.make}
      </Button>
      <Drawer
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={words.appeals.title}
        size={480}
        closeButtonProps={{ 'aria-label': common.close }}
      >
        <AppealForm of={of} who={who} until={until} onClose={() => setOpen(false)} />
      </Drawer>
    </>
  )
}

function AppealForm({ of, who, until, onClose }: AppealButtonProps & { onClose: () => void }) {
  const { words, moment } = useNames()
  const client = useQueryClient()
  const [text, setText] = useState('')
  const making = useMutation({
    mutationFn: () => makeAppeal(of, text.trim()),
    async onSuccess() {
      await client.invalidateQueries({ queryKey: ['quality'] })
      showToast({ text: words.appeals.made })
      onClose()
    },
  })
  const form = useRef<HTMLFormElement>(null)
  useFocusWrongField(form, making.error)
  const failure = formError(making.error)
  const wrong = fieldErrors(making.error).text
  return (
    <form
      ref={form}
      className={styles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!making.isPending) making.mutate()
      }}
    >
      <p className={styles.about}>
        {who}
        {until ? <span className={tables.second}>{words.appeals.until(moment(until))}</span> : null}
      </p>
      <Textarea
        label={words.appeals.reason}
        description={wrong ? undefined : words.appeals.reasonHelp}
        error={fieldError(wrong)}
        rows={5}
        maxLength={2000}
        value={text}
        data-autofocus
        onChange={(event) => {
          setText(event.currentTarget.value)
          making.reset()
        }}
      />
      {failure ? (
        <Notice tone="danger" isNew>
          {failure}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton
          type="submit"
          label={words.appeals.make}
          busyLabel={words.appeals.making}
          isBusy={making.isPending}
        />
        <Button variant="subtle" color="gray" onClick={onClose}>
          {words.appeals.cancel}
        </Button>
      </div>
    </form>
  )
}
