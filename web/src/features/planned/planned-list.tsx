import type { Conversation, PlannedMessage } from '@otklik/protocol'
import { useState } from 'react'

import { Icon } from '../../ui/icons.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { useServerTime } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { plannedReason } from '../transcript/system-words.ts'
import { PlannedEditor } from './planned-editor.tsx'
import styles from './planned-list.module.css'
import { usePlannedActs } from './use-planned-acts.ts'

/** What leaves by itself, over the field it was written in; and what could not leave, with why. */
export function PlannedList({ conversation }: { conversation: Conversation }) {
  const { later } = useWords()
  const { planned = [] } = conversation
  const sorted = [...planned].sort((a, b) => a.sendAt.localeCompare(b.sendAt))
  return (
    <ul className={styles.list} aria-label={later.list}>
      {sorted.map((each) => (
        <PlannedItem key={each.id} conversation={conversation} message={each} />
      ))}
    </ul>
  )
}

interface PlannedItemProps {
  conversation: Conversation
  message: PlannedMessage
}

function PlannedItem({ conversation, message }: PlannedItemProps) {
  const { later, common, system } = useWords()
  const formats = useFormats()
  const { operator, permissions } = useSession()
  const [isEdited, setEdited] = useState(false)
  const { sendNow, drop, replan, isBusy } = usePlannedActs(conversation.id, message)
  const at = useServerTime((now) => formats.soon(new Date(message.sendAt), new Date(now)))
  const { failure, author } = message
  const isMine = author.id === operator.id
  const isOpen = conversation.status !== 'closed'
  const mayDrop =
    isMine ||
    conversation.operatorId === operator.id ||
    permissions.includes('conversations.reassign')
  if (isEdited) {
    return (
      <li className={styles.item}>
        <PlannedEditor
          message={message}
          isBusy={isBusy}
          onSave={(text, sendAt) => replan(text, sendAt, () => setEdited(false))}
          onCancel={() => setEdited(false)}
        />
      </li>
    )
  }
  const text = message.text || (message.files ?? []).map(({ name }) => name).join(', ')
  return (
    <li className={styles.item} data-failed={failure ? true : undefined}>
      <Icon name={failure ? 'failed' : 'clock'} size={14} className={styles.icon} />
      <div className={styles.words}>
        <p className={styles.when}>
          {failure
            ? later.notSent(
                plannedReason(failure.reason, failure.name ?? '', system).replaceAll('**', ''),
              )
            : later.leaves(at)}
          {isMine ? null : ` · ${author.name}`}
        </p>
        <p className={styles.text} title={text}>
          {text}
        </p>
      </div>
      <div className={styles.acts}>
        {isMine && isOpen ? (
          <>
            <TextButton onClick={() => setEdited(true)}>{later.edit}</TextButton>
            <TextButton onClick={sendNow}>{later.sendNow}</TextButton>
          </>
        ) : null}
        {mayDrop ? (
          <TextButton onClick={drop} aria-label={later.drop}>
            {common.delete}
          </TextButton>
        ) : null}
      </div>
    </li>
  )
}
