import { Button, Modal, Textarea } from '@mantine/core'
import type { Conversation } from '@otklik/protocol'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useWords } from '../../words/index.ts'
import { useFeed } from '../feed/index.ts'
import { beginConversation } from './api/begin-conversation.ts'
import styles from './private-answer.module.css'

interface PrivateAnswerProps {
  /** About a comment that others read too. */
  conversation: Conversation
  onClose: () => void
}

/** D-17: what only the customer is to read becomes a conversation of its own. */
export function PrivateAnswer({ conversation, onClose }: PrivateAnswerProps) {
  const { conversation: words, common } = useWords()
  useFocusBack()
  const [text, setText] = useState('')
  const [clientId] = useState(() => crypto.randomUUID())
  const feed = useFeed()
  const navigate = useNavigate()
  const send = useMutation({
    mutationFn: async () => {
      const begun = await begin(conversation, { text, clientId })
      feed.learnConversation(begun)
      onClose()
      await navigate({
        to: '/conversations/$conversationId',
        params: { conversationId: begun.id },
        search: (search) => search,
      })
    },
  })
  const errors = fieldErrors(send.error)
  const failure = formError(send.error) ?? errors.to
  return (
    <Modal opened onClose={onClose} title={words.privateTitle} size={440} withCloseButton={false}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim()) send.mutate()
        }}
      >
        <Textarea
          data-autofocus
          label={words.privateText(conversation.contact.name)}
          description={words.privateHelp}
          rows={4}
          maxLength={20_000}
          value={text}
          error={errors.text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {failure ? (
          <Notice tone="danger" isNew>
            {failure}
          </Notice>
        ) : null}
        <div className={styles.buttons}>
          <BusyButton
            type="submit"
            label={words.privateSend}
            isBusy={send.isPending}
            isOff={!text.trim()}
          />
          <Button variant="subtle" color="gray" onClick={onClose}>
            {common.cancel}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

function begin(
  { contact, channelId }: Conversation,
  written: { text: string; clientId: string },
): Promise<Conversation> {
  return beginConversation({ channelId, to: { contactId: contact.id }, ...written })
}
