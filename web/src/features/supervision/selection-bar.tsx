import { Button, Modal } from '@mantine/core'
import type { Conversation } from '@otklik/protocol'
import { useState } from 'react'

import { IconButton } from '../../ui/icon-button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useFocusBack } from '../../ui/use-focus-back.ts'
import { useSupervisionWords } from '../../words/supervision-words.ts'
import { closingTogether } from '../bulk/index.ts'
import { useCommands, useKeyName } from '../commands/index.ts'
import { isOpen, mayClose, mayTake, takeConversation } from '../conversations/index.ts'
import { useFeed } from '../feed/index.ts'
import { actOnMany } from '../handover/api/act-on-many.ts'
import { forEach } from '../handover/give-all.ts'
import { GiveForm } from '../handover/give-form.tsx'
import { undoOf } from '../handover/take-back.ts'
import { useOutbox, whenSent } from '../outbox/index.ts'
import { useSession } from '../session/index.ts'
import styles from './selection-bar.module.css'
import type { Selection } from './use-selection.ts'

/** Rises over the table without shifting it (interface.md §5). */
export function SelectionBar({ selection }: { selection: Selection }) {
  const words = useSupervisionWords()
  const [isGiving, setGiving] = useState(false)
  const transferKey = useKeyName('transfer')
  const { chosen } = selection
  const isIdle = chosen.length === 0
  const acts = useBulkActs(selection)
  useCommands({ transfer: isIdle ? undefined : () => setGiving(true) })
  if (isIdle) return null
  return (
    <>
      <div className={styles.bar} role="toolbar" aria-label={words.bulk.region}>
        <span className={styles.count} role="status">
          {words.chosen(chosen.length)}
        </span>
        <Button
          size="xs"
          leftSection={<Icon name="transfer" />}
          title={transferKey}
          onClick={() => setGiving(true)}
        >
          {words.bulk.transfer}
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={acts.take}>
          {words.bulk.take}
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={acts.spam}>
          {words.bulk.spam}
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={acts.close}>
          {words.bulk.close}
        </Button>
        <IconButton icon="close" label={words.bulk.clear} onClick={selection.clear} />
      </div>
      {isGiving ? (
        <GiveDialog
          conversations={chosen}
          onClose={() => setGiving(false)}
          onDone={() => {
            setGiving(false)
            selection.clear()
          }}
        />
      ) : null}
    </>
  )
}

interface GiveDialogProps {
  conversations: readonly Conversation[]
  onClose: () => void
  onDone: () => void
}

function GiveDialog({ conversations, onClose, onDone }: GiveDialogProps) {
  const words = useSupervisionWords()
  useFocusBack()
  // As many as there were: rows may close while the dialog stands.
  const [given] = useState(conversations)
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.bulk.title(given.length)}
      size={440}
      withCloseButton={false}
    >
      <GiveForm conversations={given} onDone={onDone} onCancel={onClose} />
    </Modal>
  )
}

function useBulkActs({ chosen, clear }: Selection) {
  const { bulk: words } = useSupervisionWords()
  const feed = useFeed()
  const session = useSession()
  const outbox = useOutbox()
  const tell = (
    done: readonly Conversation[],
    said: (count: number) => string,
    undo: ReturnType<typeof undoOf> = {},
  ) => {
    feed.learnConversations(done)
    const failed = chosen.length - done.length
    const text = failed > 0 ? words.partly(done.length, failed) : said(done.length)
    showToast({ text, ...undo })
    clear()
  }
  const close = async (as: 'operator' | 'spam') => {
    const closable = chosen.filter((each) => mayClose(each, session))
    const ids = await whenSent(
      outbox,
      closable.map(({ id }) => id),
    )
    closingTogether.set(new Set([...closingTogether.get(), ...ids]))
    const { done } = ids.length > 0 ? await actOnMany(ids, { type: 'close', as }) : { done: [] }
    // What somebody was closing already is theirs to undo.
    const open = new Set(closable.filter(isOpen).map(({ id }) => id))
    const closed = done.map(({ id }) => id).filter((id) => open.has(id))
    tell(done, words.closed, undoOf({ feed, ids: closed, undo: { type: 'undo-close' }, words }))
  }
  const take = async () => {
    const taken = chosen.filter((each) => mayTake(each, session))
    const { done } = await forEach(taken, ({ id }) => takeConversation(id))
    tell(done, words.taken)
  }
  return {
    take: () => void take(),
    spam: () => void close('spam'),
    close: () => void close('operator'),
  }
}
