import { Button, Modal } from '@mantine/core'
import { type ReactNode, useState } from 'react'

import { BusyButton } from './busy-button.tsx'
import styles from './confirm-dialog.module.css'
import { formError } from './form-failure.ts'
import { Notice } from './notice.tsx'
import { TickBox } from './tick-box.tsx'

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
        <TickBox label={consent} checked={hasConsented} onChange={setConsented} data-autofocus />
      ) : null}
      {formError(failure) ? (
        <Notice tone="danger" isNew>
          {formError(failure)}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton
          color={isPlain ? 'blue' : 'red'}
          label={confirm}
          isBusy={isBusy ?? false}
          isOff={!mayConfirm}
          onClick={onConfirm}
        />
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
