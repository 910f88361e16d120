import { Button, Drawer } from '@mantine/core'
import { useState } from 'react'

import { SettingRow } from '../../ui/setting-row.tsx'
import { useWords } from '../../words/index.ts'
import styles from './blocks.module.css'

/** What happens to messages off hours, in so many words (COM-63, D-09). */
export function RulesNotice() {
  const { channelRules: words, common } = useWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <section className={styles.card} aria-label={words.notice}>
      <SettingRow icon="info" title={words.notice} help={words.noticeHelp}>
        <Button
          variant="default"
          aria-label={`${words.open}: ${words.notice}`}
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
        >
          {words.open}
        </Button>
      </SettingRow>
      <Drawer
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={words.notice}
        size={480}
        closeButtonProps={{ 'aria-label': common.close }}
      >
        <p>{words.noticeLead}</p>
        <ol className={styles.rules}>
          {words.noticeRules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ol>
      </Drawer>
    </section>
  )
}
