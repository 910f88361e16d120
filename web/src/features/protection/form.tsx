import { type ReactNode, useRef } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { useFocusWrongField } from '../../ui/use-focus-wrong-field.ts'
import styles from './stack.module.css'

interface FormProps {
  submit: string
  busyLabel?: string
  isBusy: boolean
  failure: unknown
  /** Beside the button. */
  after?: ReactNode
  isRed?: boolean
  onSubmit: () => void
  children: ReactNode
}

/** Fields under each other, what is wrong with the whole, one button. */
export function Form({ submit, busyLabel, isBusy, failure, isRed, ...rest }: FormProps) {
  const { after, onSubmit, children } = rest
  const form = useRef<HTMLFormElement>(null)
  useFocusWrongField(form, failure)
  const error = formError(failure)
  return (
    <form
      ref={form}
      className={styles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy) onSubmit()
      }}
    >
      {children}
      {error ? (
        <Notice tone="danger" isNew>
          {error}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton
          type="submit"
          label={submit}
          busyLabel={busyLabel}
          isBusy={isBusy}
          {...(isRed && { color: 'red' })}
        />
        {after}
      </div>
    </form>
  )
}
