import { Button, Popover } from '@mantine/core'
import type { Conversation } from '@otklik/protocol'
import { type ReactNode, useState } from 'react'

import { IconButton } from '../../ui/icon-button.tsx'
import { PanelPlace } from '../../ui/panel-place.tsx'
import { useWords } from '../../words/index.ts'
import { canTakeBack, isOpen, selectOnly } from '../conversations/index.ts'
import { useFeedState } from '../feed/index.ts'
import { LabelChoice } from '../labels/label-choice.tsx'
import { activeOf, useLabels } from '../labels/use-labels.ts'
import { PausePanel } from '../pause/pause-panel.tsx'
import { useSession } from '../session/index.ts'
import { TransferDialog } from '../transfer/transfer-dialog.tsx'
import styles from './bulk-bar.module.css'
import { useBulk } from './use-bulk.ts'

/** «Выбрано 3 · Передать · Закрыть · Спам · Теги · Отложить» (interface.md §5). */
export function BulkBar({ ids }: { ids: readonly string[] }) {
  const { bulk: words } = useWords()
  const { permissions } = useSession()
  const [isGiving, setGiving] = useState(false)
  const conversations = useFeedState((state) => state.conversations)
  const chosen = ids.flatMap((id) => conversations.get(id) ?? [])
  const bulk = useBulk()
  const mayClose = permissions.includes('conversations.close')
  const close = (as: 'operator' | 'spam') =>
    bulk.mutate({
      ids,
      act: { type: 'close', as },
      undo: { type: 'undo-close' },
      // What a colleague was closing already is theirs to undo.
      undoIds: idsOf(chosen.filter(isOpen)),
    })
  const { data: labels } = useLabels()
  const remove = (name: string) => {
    // What is archived cannot be put on again.
    const tag = activeOf(labels?.labels ?? [], 'tag').find((each) => each.name === name)
    bulk.mutate({
      ids,
      act: { type: 'label', removeTags: [name] },
      ...(tag && { undo: { type: 'label', addTagIds: [tag.id] } }),
      undoIds: idsOf(chosen.filter((each) => each.tags?.includes(name))),
    })
  }
  const tags = chosen.map((each) => each.tags ?? [])
  const shared = tags.reduce(
    (common, each) => common.filter((tag) => each.includes(tag)),
    tags[0] ?? [],
  )
  const [first] = chosen
  return (
    <section className={styles.bar} aria-label={words.region}>
      <header className={styles.head}>
        <strong role="status">{words.selected(ids.length)}</strong>
        <IconButton icon="close" label={words.clear} onClick={() => selectOnly([])} />
      </header>
      <div className={styles.acts}>
        <Act label={words.transfer} onClick={() => setGiving(true)} />
        {mayClose ? <Act label={words.close} onClick={() => close('operator')} /> : null}
        {mayClose ? <Act label={words.spam} onClick={() => close('spam')} /> : null}
        <Panel label={words.tags}>
          {() => (
            <LabelChoice
              kind="tag"
              chosen={shared}
              onAdd={({ id, name }) =>
                bulk.mutate({
                  ids,
                  act: { type: 'label', addTagIds: [id] },
                  undo: { type: 'label', removeTags: [name] },
                  undoIds: idsOf(chosen.filter(({ tags = [] }) => !tags.includes(name))),
                })
              }
              onRemove={(name) => remove(name)}
            />
          )}
        </Panel>
        <Panel label={words.snooze}>
          {(done) => (
            <PausePanel
              onHold={undefined}
              onSnooze={(until) => {
                done()
                const act = { type: 'snooze', until: until.toISOString() } as const
                const undoIds = idsOf(
                  chosen.filter(({ heldSince, snoozedUntil }) => !heldSince && !snoozedUntil),
                )
                bulk.mutate({ ids, act, undo: { type: 'resume' }, undoIds })
              }}
            />
          )}
        </Panel>
      </div>
      {isGiving && first ? (
        <TransferDialog
          conversation={first}
          onTransfer={async (_conversation, transfer) => {
            await bulk.mutateAsync({
              ids,
              act: { type: 'transfer', ...transfer },
              undo: { type: 'undo-transfer' },
              undoIds: idsOf(chosen.filter((each) => canTakeBack(each, transfer.to))),
            })
          }}
          onClose={() => setGiving(false)}
        />
      ) : null}
    </section>
  )
}

const idsOf = (conversations: readonly Conversation[]) => conversations.map(({ id }) => id)

function Act({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button variant="default" size="xs" onClick={onClick}>
      {label}
    </Button>
  )
}

function Panel({ label, children }: { label: string; children: (done: () => void) => ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="top"
      width={300}
      withRoles={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={label} className={styles.panel ?? ''}>
        {isOpen ? <PanelPlace>{children(() => setOpen(false))}</PanelPlace> : null}
      </Popover.Dropdown>
    </Popover>
  )
}
