import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
} from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'

import { useFormats, useWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import styles from './conversation-list.module.css'
import { ConversationRow } from './conversation-row.tsx'
import type { Group, GroupName } from './order.ts'
import { selectUpTo, toggleSelected, useSelection } from './selection.ts'

interface RowsProps {
  label: string
  groups: readonly Group[]
  selectedId: string | undefined
  onOpen: (id: string) => void
  onReply: () => void
  /** After the last row. */
  children?: ReactNode
}

type Item =
  | { type: 'group'; name: GroupName; count: number }
  | { type: 'row'; id: string; index: number }

/** A listbox: one stop of Tab, arrows open the next conversation, Enter goes to the answer. */
export function Rows({ label, groups, selectedId, onOpen, onReply, children }: RowsProps) {
  const conversations = useFeedState((state) => state.conversations)
  const box = useRef<HTMLDivElement>(null)
  const handle = useRef<VirtualizerHandle>(null)
  const items = useMemo(() => itemsOf(groups), [groups])
  const ids = useMemo(() => groups.flatMap((group) => group.ids), [groups])
  const selectedItem = items.findIndex((item) => item.type === 'row' && item.id === selectedId)
  const focusableId = selectedItem >= 0 ? selectedId : ids[0]

  // Only a new choice scrolls; rows that move around it must not.
  const scrolledTo = useRef<string>(undefined)
  useEffect(() => {
    if (selectedItem < 0 || scrolledTo.current === selectedId) return
    scrolledTo.current = selectedId
    handle.current?.scrollToIndex(selectedItem, { align: 'nearest' })
  }, [selectedItem, selectedId])

  // A row that is far away is drawn only once it is chosen: the keyboard goes there with it.
  const focusedNext = useRef<string>(undefined)
  useEffect(() => {
    if (!selectedId || selectedItem < 0 || focusedNext.current !== selectedId) return
    focusedNext.current = undefined
    rowOf(box.current, selectedId)?.focus({ preventScroll: true })
  }, [selectedItem, selectedId])

  const selected = useSelection()
  const choose = useCallback(
    (id: string, { ctrlKey, metaKey, shiftKey }: MouseEvent) => {
      if (shiftKey) selectUpTo(id, ids)
      else if (ctrlKey || metaKey) toggleSelected(id)
      else onOpen(id)
    },
    [ids, onOpen],
  )

  const open = (id: string | undefined) => {
    if (!id || id === selectedId) return
    focusedNext.current = id
    onOpen(id)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const current = ids.indexOf(focusedId(event) ?? focusableId ?? '')
    const next = { ArrowDown: current + 1, ArrowUp: current - 1, Home: 0, End: ids.length - 1 }
    if (event.key in next) {
      event.preventDefault()
      event.stopPropagation()
      open(ids[next[event.key as keyof typeof next]])
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      event.stopPropagation()
      const id = ids[current]
      if (id) onOpen(id)
      if (event.key === 'Enter') onReply()
    }
  }
  return (
    <div ref={box} className={styles.rows}>
      <div role="listbox" tabIndex={-1} aria-label={label} onKeyDown={onKeyDown}>
        <Virtualizer
          ref={handle}
          scrollRef={box}
          data={items}
          itemSize={60}
          keepMounted={selectedItem >= 0 ? [selectedItem] : []}
        >
          {(item) => {
            if (item.type === 'group') {
              return <GroupHead key={item.name} name={item.name} count={item.count} />
            }
            const conversation = conversations.get(item.id)
            if (!conversation) return <div key={item.id} />
            return (
              <ConversationRow
                key={item.id}
                conversation={conversation}
                isSelected={item.id === selectedId}
                isFocusable={item.id === focusableId}
                position={item.index}
                size={ids.length}
                isMarked={selected.size > 0 ? selected.has(item.id) : undefined}
                onChoose={choose}
              />
            )
          }}
        </Virtualizer>
      </div>
      {children}
    </div>
  )
}

function GroupHead({ name, count }: { name: GroupName; count: number }) {
  const { list } = useWords()
  const formats = useFormats()
  if (name === 'closed') return <div />
  const titles = {
    'waiting-for-us': list.waitingForUs,
    'waiting-for-customer': list.waitingForCustomer,
    aside: list.aside,
    'with-bot': list.withBot,
    'by-sla': list.bySla,
    'by-window': list.byWindow,
    'by-activity': list.byActivity,
  }
  const orders: Partial<Record<GroupName, string>> = {
    'waiting-for-us': list.oldestFirst,
    'by-sla': list.slaFirst,
    'by-window': list.windowFirst,
    'by-activity': list.newestFirst,
  }
  return (
    <div className={styles.group} role="presentation">
      <strong>{titles[name]}</strong>
      {formats.number(count)}
      {orders[name] ? <span className={styles.groupEnd}>{orders[name]}</span> : null}
    </div>
  )
}

function itemsOf(groups: readonly Group[]): Item[] {
  const items: Item[] = []
  let index = 0
  for (const { name, ids } of groups) {
    if (ids.length === 0) continue
    items.push({ type: 'group', name, count: ids.length })
    for (const id of ids) items.push({ type: 'row', id, index: index++ })
  }
  return items
}

function rowOf(box: HTMLElement | null, id: string): HTMLElement | null {
  return box?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`) ?? null
}

function focusedId({ target }: KeyboardEvent): string | undefined {
  return (target as HTMLElement).closest<HTMLElement>('[data-id]')?.dataset.id
}
