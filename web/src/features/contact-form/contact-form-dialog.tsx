import { Button, Modal, Textarea } from '@mantine/core'
import type { ContactFormField, Conversation } from '@otklik/protocol'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { TickBox } from '../../ui/tick-box.tsx'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useWords } from '../../words/index.ts'
import { sendContactForm } from './api/send-contact-form.ts'
import styles from './contact-form-dialog.module.css'

const all: readonly ContactFormField[] = ['name', 'phone', 'email']

interface ContactFormDialogProps {
  conversation: Conversation
  onClose: () => void
}

/** What the customer is asked for, and with which words. */
export function ContactFormDialog({ conversation, onClose }: ContactFormDialogProps) {
  const { askContacts: words, common } = useWords()
  useFocusBack()
  const [chosen, setChosen] = useState<readonly ContactFormField[]>(['name', 'phone'])
  const [text, setText] = useState(words.usualText)
  const [clientId] = useState(() => crypto.randomUUID())
  const fields = all.filter((field) => chosen.includes(field))
  const canSend = fields.length > 0 && text.trim() !== ''
  const send = useMutation({
    mutationFn: async () => {
      await sendContactForm(conversation.id, { clientId, fields, text })
      onClose()
    },
  })
  const failure = formError(send.error)
  const toggle = (field: ContactFormField, isChosen: boolean) =>
    setChosen(isChosen ? [...chosen, field] : chosen.filter((each) => each !== field))
  return (
    <Modal opened onClose={onClose} title={words.title} size={440} withCloseButton={false}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (canSend) send.mutate()
        }}
      >
        <fieldset className={styles.fields}>
          <legend className={styles.legend}>{words.fields}</legend>
          {all.map((field, index) => (
            <TickBox
              key={field}
              label={words[field]}
              checked={chosen.includes(field)}
              onChange={(isChosen) => toggle(field, isChosen)}
              {...(index === 0 && { 'data-autofocus': true })}
            />
          ))}
          {fields.length === 0 ? <p className={styles.wrong}>{words.chooseOne}</p> : null}
        </fieldset>
        <Textarea
          label={words.text}
          description={words.textHelp}
          rows={3}
          maxLength={1000}
          value={text}
          error={fieldErrors(send.error).text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {failure ? (
          <Notice tone="danger" isNew>
            {failure}
          </Notice>
        ) : null}
        <div className={styles.buttons}>
          <BusyButton type="submit" label={words.send} isBusy={send.isPending} isOff={!canSend} />
          <Button variant="subtle" color="gray" onClick={onClose}>
            {common.cancel}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
