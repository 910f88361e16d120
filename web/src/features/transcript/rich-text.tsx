import type { FormatSpan } from '@otklik/protocol'
import { memo, type ReactNode, useState } from 'react'

import { useWords } from '../../words/index.ts'
import styles from './rich-text.module.css'
import { type Segment, segmentsOf } from './segments.ts'

interface RichTextProps {
  text: string
  format?: readonly FormatSpan[] | undefined
}

/** A message's text with its formats and links. Everything is text: nothing of it is markup. */
export const RichText = memo(function RichText({ text, format }: RichTextProps) {
  return (
    <span className={styles.text}>
      {segmentsOf(text, format).map((segment) => (
        <Piece key={segment.start} segment={segment} />
      ))}
    </span>
  )
})

function Piece({ segment }: { segment: Segment }) {
  const { text, types, url, host } = segment
  let shown: ReactNode = text
  if (url) {
    shown = (
      <a className={styles.link} href={url} target="_blank" rel="noopener noreferrer nofollow">
        {shown}
        {host && <span className={styles.host}> ({host})</span>}
      </a>
    )
  }
  for (const type of types) {
    shown =
      type === 'spoiler' ? (
        <Spoiler>{shown}</Spoiler>
      ) : (
        <span className={styles[type]}>{shown}</span>
      )
  }
  return shown
}

function Spoiler({ children }: { children: ReactNode }) {
  const { transcript } = useWords()
  const [isOpen, setOpen] = useState(false)
  if (isOpen) return children
  return (
    <button
      type="button"
      className={styles.spoiler}
      aria-label={transcript.showSpoiler}
      onClick={() => setOpen(true)}
    >
      <span aria-hidden="true">{children}</span>
    </button>
  )
}
