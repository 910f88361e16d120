import { Button } from '@mantine/core'
import { useState } from 'react'

import { Notice } from '../../ui/notice.tsx'
import { useWords } from '../../words/index.ts'
import styles from './recovery-codes.module.css'
import stack from './stack.module.css'

/** Shown once: whoever closes this without keeping them makes others. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const { protection } = useWords()
  const [isCopied, setCopied] = useState(false)
  const copy = () =>
    navigator.clipboard.writeText(codes.join('\n')).then(
      () => setCopied(true),
      // Over plain http there is no clipboard; the list can still be selected.
      () => setCopied(false),
    )
  return (
    <div className={stack.stack}>
      <Notice tone="warn" isNew>
        {protection.recoveryHelp}
      </Notice>
      <ul className={styles.codes} aria-label={protection.recovery}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={stack.buttons}>
        <Button onClick={onDone}>{protection.kept}</Button>
        <Button variant="default" onClick={() => void copy()}>
          <span aria-live="polite">{isCopied ? protection.copied : protection.copyAll}</span>
        </Button>
      </div>
    </div>
  )
}
