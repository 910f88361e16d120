import { type FormEvent, type ReactNode, useRef } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFocusWrongField } from '../../ui/use-focus-wrong-field.ts'
import styles from './access-form.module.css'

interface AccessFormProps {
  children: ReactNode
  submit: string
  isBusy: boolean
  /** What is wrong with the whole; a wrong field says so itself. */
  error: string | undefined
  /** What was refused: the focus goes to the first wrong field. */
  failure?: unknown
  onSubmit: () => void
  after?: ReactNode
}

export function AccessForm(props: AccessFormProps) {
  const { children, submit, isBusy, error, failure, onSubmit, after } = props
  const form = useRef<HTMLFormElement>(null)
  useFocusWrongField(form, failure)
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!isBusy) onSubmit()
  }
  return (
    <form ref={form} className={styles.form} onSubmit={send} noValidate>
      {children}
      {error ? (
        <Notice tone="danger" isNew>
          {error}
        </Notice>
      ) : null}
      <BusyButton
        type="submit"
        size="md"
        fullWidth
        label={submit}
        isBusy={isBusy}
        className={styles.submit ?? ''}
      />
      {after}
    </form>
  )
}
