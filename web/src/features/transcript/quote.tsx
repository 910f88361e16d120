import type { Message } from '@otklik/protocol'

import { useWords } from '../../words/index.ts'
import styles from './quote.module.css'

interface QuoteProps {
  replyTo: NonNullable<Message['replyTo']>
  onJump: (messageId: string) => void
}

/** What the message answers; leads to it where it is one of ours. */
export function Quote({ replyTo, onJump }: QuoteProps) {
  const { transcript, list } = useWords()
  const { messageId, author, text } = replyTo
  const lines = (
    <>
      <span className={styles.author}>{author}</span>
      <span className={styles.text}>{text || list.content.other}</span>
    </>
  )
  if (!messageId) return <span className={styles.quote}>{lines}</span>
  return (
    <button
      type="button"
      className={styles.quote}
      title={transcript.jumpToQuoted(author)}
      onClick={() => onJump(messageId)}
    >
      {lines}
    </button>
  )
}
