import { Drawer } from '@mantine/core'
import type { Conversation } from '@otklik/protocol'
import { useMutation } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Icon } from '../../ui/icons.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useWords } from '../../words/index.ts'
import { useSupervisionWords } from '../../words/supervision-words.ts'
import { useFeed, useFeedState } from '../feed/index.ts'
import { calledIn, useMentionPicker } from '../mentions/index.ts'
import { postMessage } from '../outbox/api/post-message.ts'
import { Transcript } from '../transcript/index.ts'
import styles from './look-drawer.module.css'

interface LookDrawerProps {
  conversationId: string
  onClose: () => void
}

/** REQ-13: the transcript, read by nobody's account: no «смотрит», no mark that it was read. */
export function LookDrawer({ conversationId, onClose }: LookDrawerProps) {
  const { common } = useWords()
  const { drawer: words } = useSupervisionWords()
  const conversation = useFeedState((state) => state.conversations.get(conversationId))
  useFocusBack()
  if (!conversation) return null
  return (
    <Drawer
      opened
      onClose={onClose}
      title={conversation.contact.name}
      size={480}
      classNames={{ body: styles.body ?? '', content: styles.content ?? '' }}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <p className={styles.unseen}>
        <Icon name="lock" size={14} />
        {words.unseen}
      </p>
      <Transcript key={conversation.id} conversation={conversation} isUnseen />
      <Whisper conversation={conversation} />
    </Drawer>
  )
}

/** A note beside the conversation: whoever holds it reads it, the customer never does. */
function Whisper({ conversation }: { conversation: Conversation }) {
  const { drawer: words } = useSupervisionWords()
  const feed = useFeed()
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState('')
  const mention = useMentionPicker({ field, text, isNote: true, setText })
  /** Sent again without a change it is the same note: the first one may have come after all. */
  const tried = useRef<{ text: string; clientId: string }>(undefined)
  const adding = useMutation({
    mutationFn: async () => {
      const written = text.trim()
      if (tried.current?.text !== written)
        tried.current = { text: written, clientId: crypto.randomUUID() }
      const mentions = calledIn(written, mention.callable)
      const note = { ...tried.current, kind: 'note' as const, mentions }
      feed.learnMessage(await postMessage(conversation.id, note))
      tried.current = undefined
      setText('')
    },
  })
  return (
    <form
      className={styles.whisper}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim()) adding.mutate()
      }}
    >
      <label className={styles.label} htmlFor={id}>
        {words.whisper}
      </label>
      <div className={styles.writing}>
        {mention.list}
        <textarea
          ref={field}
          id={id}
          rows={2}
          maxLength={4000}
          className={styles.field}
          aria-describedby={`${id}-help`}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={mention.onKeyDown}
        />
      </div>
      <p id={`${id}-help`} className={styles.help}>
        {words.whisperHelp}
      </p>
      {adding.error ? (
        <Notice tone="danger" isNew>
          {formError(adding.error)}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton type="submit" label={words.send} isBusy={adding.isPending} />
        <ButtonLink
          variant="subtle"
          to="/conversations/$conversationId"
          params={{ conversationId: conversation.id }}
        >
          {words.open}
        </ButtonLink>
      </div>
    </form>
  )
}
