import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import styles from './access-form.module.css'

interface AccessFormProps {
  children: ReactNode
  submit: string
  isBusy: boolean
  /** What is wrong with the whole; a wrong field says so itself. */
  error: string | undefined
  /** Errors by field: a new set of them moves the focus to the first wrong field. */
  errors?: Record<string, unknown>
  onSubmit: () => void
  after?: ReactNode
}

export function AccessForm(props: AccessFormProps) {
  const { children, submit, isBusy, error, errors, onSubmit, after } = props
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (!errors || Object.keys(errors).length === 0) return
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [errors])
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
