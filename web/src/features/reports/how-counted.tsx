import { Popover } from '@mantine/core'
import { useState } from 'react'

import { IconButton } from '../../ui/icon-button.tsx'
import { useWords } from '../../words/index.ts'
import styles from './figure-card.module.css'

/** «Как считается»: a metric's definition, where somebody asks for it. */
export function HowCounted({ name, how }: { name: string; how: string }) {
  const { reportPages: words } = useWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover opened={isOpen} onChange={setOpen} width={300} position="bottom" returnFocus>
      <Popover.Target>
        <IconButton
          icon="info"
          className={styles.how}
          label={words.howOf(name)}
          onClick={() => setOpen(!isOpen)}
        />
      </Popover.Target>
      <Popover.Dropdown>
        <p className={styles.howTitle}>{name}</p>
        <p className={styles.howText}>{how}</p>
      </Popover.Dropdown>
    </Popover>
  )
}
