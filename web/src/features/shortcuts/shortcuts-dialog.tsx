import { Modal } from '@mantine/core'

import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useWords } from '../../words/index.ts'
import styles from './shortcuts-dialog.module.css'

interface ShortcutsDialogProps {
  isOpen: boolean
  onClose: () => void
}

export function ShortcutsDialog({ isOpen, onClose }: ShortcutsDialogProps) {
  const { shortcuts: words, common } = useWords()
  useFocusBack(isOpen)
  const groups: [string, [string, string][]][] = [
    [
      words.inList,
      [
        ['J ↓', words.next],
        ['K ↑', words.previous],
        ['Ctrl ↓', words.longestWaiting],
        ['Enter', words.open],
        ['1–9', words.folder],
        ['F6', words.region],
        ['G I', words.goWorkplace],
        ['G Q', words.goQueue],
        ['G S', words.goSettings],
        ['Alt Shift 1–4', words.status],
        ['?', words.list],
      ],
    ],
    [
      words.inConversation,
      [
        ['R', words.reply],
        ['N', words.note],
        ['A', words.take],
        ['T', words.transfer],
        ['H', words.hold],
        ['Alt Q', words.close],
        ['S', words.spam],
        ['W', words.why],
        ['I', words.card],
        ['P', words.previousConversations],
        ['U', words.unanswered],
        ['Z', words.undo],
      ],
    ],
    [
      words.inComposer,
      [
        ['Enter', words.send],
        ['Shift Enter', words.newLine],
        ['Ctrl Enter', words.sendAndClose],
        ['Alt N', words.toggleMode],
        ['Alt A', words.attach],
        ['↑', words.editLast],
        ['Esc', words.leave],
      ],
    ],
  ]
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={words.title}
      size={720}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <div className={styles.groups}>
        {groups.map(([title, keys]) => (
          <section key={title} aria-label={title}>
            <h3 className={styles.heading}>{title}</h3>
            <dl className={styles.keys}>
              {keys.map(([key, act]) => (
                <div key={key} className={styles.row}>
                  <dt>
                    <kbd className={styles.kbd}>{key}</kbd>
                  </dt>
                  <dd>{act}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
