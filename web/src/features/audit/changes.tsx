import type { AuditChange } from '@otklik/protocol/settings'
import { useState } from 'react'

import { TextButton } from '../../ui/text-button.tsx'
import unseen from '../../ui/unseen.module.css'
import styles from './changes.module.css'
import { type Description, describeChange } from './describe-change.ts'
import type { Speech } from './say-value.ts'

/** A whole week of hours would push everything else off the screen. */
const mostAtFirst = 5

interface ChangesProps {
  changes: readonly AuditChange[]
  speech: Speech
}

export function Changes({ changes, speech }: ChangesProps) {
  const [isWhole, setWhole] = useState(false)
  const { audit } = speech.words
  if (changes.length === 0) return null
  const isLong = changes.length > mostAtFirst + 1
  const shown = isLong && !isWhole ? changes.slice(0, mostAtFirst) : changes
  return (
    <>
      <dl className={styles.changes}>
        {shown.map((change) => (
          <Change key={change.field} {...describeChange(change, speech)} words={audit} />
        ))}
      </dl>
      {isLong ? (
        <TextButton aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? audit.fold : audit.unfold(changes.length - mostAtFirst)}
        </TextButton>
      ) : null}
    </>
  )
}

function Change({ label, lines, words }: Description & { words: Speech['words']['audit'] }) {
  const isPair = lines.length === 2 && lines[0]?.how === 'was'
  // The arrow says it; what is there from the first has not become so.
  const isClear = isPair || lines[0]?.how === 'is'
  return (
    <div className={styles.change}>
      <dt>{label}</dt>
      <dd className={isPair ? styles.pair : undefined}>
        {lines.map(({ how, text }, index) => (
          <span key={`${how} ${text}`} className={styles.line} data-how={how}>
            {isPair && index === 1 ? <span aria-hidden="true">→ </span> : null}
            <span className={isClear ? unseen.text : styles.how}>{words[how]}</span> {text}
          </span>
        ))}
      </dd>
    </div>
  )
}
