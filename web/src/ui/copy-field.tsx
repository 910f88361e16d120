import { Button, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'

import { useWords } from '../words/index.ts'
import styles from './copy-field.module.css'
import { Icon } from './icons.tsx'

/** Something to hand over: selected by a click, copied by the button. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const { common } = useWords()
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [isCopied])
  return (
    <div className={styles.field}>
      <TextInput
        label={label}
        value={value}
        readOnly
        className={styles.input ?? ''}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        variant="default"
        leftSection={<Icon name={isCopied ? 'check' : 'copy'} />}
        onClick={() => void copy(value).then(setCopied)}
      >
        <span aria-live="polite">{isCopied ? common.copied : common.copy}</span>
      </Button>
    </div>
  )
}

/** The clipboard needs a secure address; over plain http the field can still be selected. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
