import { Button, Modal, TextInput } from '@mantine/core'
import type { ContactCard } from '@otklik/protocol'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { eraseContact } from './api/contacts.ts'
import styles from './contact-form.module.css'

interface EraseDialogProps {
  card: ContactCard
  isOpen: boolean
  onClose: () => void
}

/** For good, so that it is typed and not only clicked (152-ФЗ). */
export function EraseDialog({ card, isOpen, onClose }: EraseDialogProps) {
  const { contacts: words } = useWords()
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={words.eraseTitle(card.name)}
      size={440}
      withCloseButton={false}
    >
      <Question card={card} onClose={onClose} />
    </Modal>
  )
}

function Question({ card, onClose }: Omit<EraseDialogProps, 'isOpen'>) {
  const { contacts: words } = useWords()
  const [typed, setTyped] = useState('')
  const erasing = useMutation({
    mutationFn: () => eraseContact(card.id, typed),
    onSuccess() {
      showToast({ text: words.erased })
      onClose()
    },
  })
  const isTyped = typed.trim().toLowerCase() === words.eraseWord
  const wrong = fieldErrors(erasing.error).confirmation
  const error = formError(erasing.error)
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault()
        if (isTyped && !erasing.isPending) erasing.mutate()
      }}
    >
      <p className={styles.help}>{words.eraseHelp}</p>
      <TextInput
        label={words.eraseType(words.eraseWord)}
        value={typed}
        error={fieldError(wrong)}
        autoComplete="off"
        data-autofocus
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {error ? (
        <Notice tone="danger" isNew>
          {error}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton
          type="submit"
          color="red"
          label={words.erase}
          isBusy={erasing.isPending}
          isOff={!isTyped}
        />
        <Button variant="subtle" color="gray" onClick={onClose}>
          {words.eraseRefuse}
        </Button>
      </div>
    </form>
  )
}
