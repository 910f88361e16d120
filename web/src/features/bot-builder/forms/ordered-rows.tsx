import { type KeyboardEvent, type ReactNode, useState } from 'react'

import { IconButton } from '../../../ui/icon-button.tsx'
import { useBotWords } from '../../../words/bot-words.ts'
import { moved } from '../../scenario/index.ts'
import { useBuilder } from '../builder-context.ts'
import { GlyphButton } from '../glyph-button.tsx'
import styles from './forms.module.css'

interface OrderedRowsProps<Item extends { id: string }> {
  items: readonly Item[]
  nameOf: (item: Item, index: number) => string
  /** Each on lines of its own, under its name. */
  isTall?: boolean
  onChange: (items: Item[]) => void
  children: (item: Item, index: number) => ReactNode
}

/** Rows in an order of their own: dragged by their grip, or moved by the arrows on it. */
export function OrderedRows<Item extends { id: string }>(props: OrderedRowsProps<Item>) {
  const { items, nameOf, isTall = false, onChange, children } = props
  const { steps: texts } = useBotWords()
  const { announce } = useBuilder()
  const [dragged, setDragged] = useState<number>()
  const move = (from: number, to: number) => {
    const item = items[from]
    if (!item || to < 0 || to >= items.length || from === to) return
    onChange(moved(items, from, to))
    announce(texts.moved(nameOf(item, from), to + 1))
  }
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!by) return
    event.preventDefault()
    move(index, index + by)
  }
  return (
    <ul className={styles.rows}>
      {items.map((item, index) => (
        <li
          key={item.id}
          className={isTall ? styles.tall : styles.row}
          data-dragged={dragged === index || undefined}
          onDragOver={(event) => {
            if (dragged === undefined) return
            event.preventDefault()
            if (dragged === index) return
            move(dragged, index)
            setDragged(index)
          }}
          onDrop={(event) => event.preventDefault()}
        >
          <GlyphButton
            glyph="grip"
            label={`${nameOf(item, index)}. ${texts.drag}`}
            className={styles.grip}
            draggable
            onDragStart={(event) => {
              const row = event.currentTarget.closest('li')
              if (row) event.dataTransfer.setDragImage(row, 8, 8)
              event.dataTransfer.effectAllowed = 'move'
              setDragged(index)
            }}
            onDragEnd={() => setDragged(undefined)}
            onKeyDown={(event) => onKeyDown(event, index)}
          />
          {children(item, index)}
          <IconButton
            icon="close"
            size={14}
            className={styles.remove}
            label={texts.removePart(nameOf(item, index))}
            onClick={() => onChange(items.filter((_, other) => other !== index))}
          />
        </li>
      ))}
    </ul>
  )
}
