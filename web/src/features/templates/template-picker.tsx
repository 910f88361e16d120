import { Button, Drawer } from '@mantine/core'
import type { Conversation } from '@otklik/protocol'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useFocusWrongField } from '../../ui/use-focus-wrong-field.ts'
import { useWords } from '../../words/index.ts'
import { useFeed } from '../feed/index.ts'
import { postMessage } from '../outbox/index.ts'
import { choiceOf, type Filling, isFilled } from './filled-template.ts'
import styles from './template-filling.module.css'
import { TemplateFilling } from './template-filling.tsx'

interface TemplatePickerProps {
  conversation: Conversation
  isOpen: boolean
  onClose: () => void
}

/** «Выбрать шаблон»: the way to write when free text is not taken, and a shorter one otherwise. */
export function TemplatePicker({ conversation, isOpen, onClose }: TemplatePickerProps) {
  const { templates: words, common } = useWords()
  useFocusBack(isOpen)
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      title={words.pickTitle}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <Picking conversation={conversation} onClose={onClose} />
    </Drawer>
  )
}

function Picking({ conversation, onClose }: Omit<TemplatePickerProps, 'isOpen'>) {
  const { templates: words, common } = useWords()
  const feed = useFeed()
  const [filling, setFilling] = useState<Filling>()
  /** The same for every try: whatever was sent without an answer is not sent twice. */
  const [clientId, setClientId] = useState(() => crypto.randomUUID())
  const sending = useMutation({
    mutationFn: (chosen: Filling) =>
      postMessage(conversation.id, {
        clientId,
        kind: 'message',
        template: choiceOf(chosen),
        fileIds: chosen.fileId ? [chosen.fileId] : [],
      }),
    onSuccess(message) {
      feed.learnMessage(message)
      onClose()
    },
  })
  const form = useRef<HTMLFormElement>(null)
  useFocusWrongField(form, sending.error)
  const failure = formError(sending.error)
  const change = (next: Filling | undefined) => {
    setFilling(next)
    if (next?.template.id !== filling?.template.id) setClientId(crypto.randomUUID())
    sending.reset()
  }
  return (
    <form
      ref={form}
      className={styles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (filling && isFilled(filling) && !sending.isPending) sending.mutate(filling)
      }}
    >
      <TemplateFilling
        channelId={conversation.channelId}
        filling={filling}
        errors={fieldErrors(sending.error)}
        onChange={change}
      />
      {failure ? (
        <Notice tone="danger" isNew>
          {failure}
        </Notice>
      ) : null}
      {filling ? (
        <div className={styles.actions}>
          <BusyButton
            type="submit"
            label={words.send}
            isBusy={sending.isPending}
            isOff={!isFilled(filling)}
          />
          <Button variant="subtle" color="gray" onClick={onClose}>
            {common.cancel}
          </Button>
          {isFilled(filling) ? null : <span className={styles.why}>{words.fillAll}</span>}
        </div>
      ) : null}
    </form>
  )
}
