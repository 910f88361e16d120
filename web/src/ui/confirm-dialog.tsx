import { Button, Checkbox, Modal } from '@mantine/core'
import { type ReactNode, useState } from 'react'

import styles from './confirm-dialog.module.css'
import { formError } from './form-failure.ts'
import { Notice } from './notice.tsx'

interface ConfirmDialogProps {
  /** A question; the button repeats its verb. */
  title: string
  children: ReactNode
  confirm: string
  refuse: string
  /** Has to be ticked first, where what follows cannot be undone. */
  consent?: string
  isPlain?: boolean
  isBusy?: boolean
  failure?: unknown
  isOpen: boolean
  onConfirm: () => void
  onClose: () => void
}

/** A decision that stops everything (interface.md §6). */
export function ConfirmDialog({ isOpen, onClose, title, ...rest }: ConfirmDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} size={440} withCloseButton={false}>
      <Question title={title} onClose={onClose} {...rest} />
    </Modal>
  )
}

type QuestionProps = Omit<ConfirmDialogProps, 'isOpen'>

/** Inside the dialog, so that the consent is asked anew each time. */
function Question(props: QuestionProps) {
  const { children, confirm, refuse, consent, isPlain, isBusy, failure, onConfirm, onClose } = props
  const [hasConsented, setConsented] = useState(false)
  const mayConfirm = !consent || hasConsented
  return (
    <div className={styles.question}>
      <div className={styles.words}>{children}</div>
      {consent ? (
        <Checkbox
          label={consent}
          checked={hasConsented}
          onChange={(event) => setConsented(event.currentTarget.checked)}
          data-autofocus
        />
      ) : null}
      {formError(failure) ? (
        <Notice tone="danger" isNew>
          {formError(failure)}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <Button
          color={isPlain ? 'blue' : 'red'}
          loading={isBusy ?? false}
          disabled={!mayConfirm}
          onClick={onConfirm}
        >
          {confirm}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          onClick={onClose}
          data-autofocus={consent ? undefined : true}
        >
          {refuse}
        </Button>
      </div>
    </div>
  )
}
