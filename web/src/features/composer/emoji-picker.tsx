import { type KeyboardEvent, useState } from 'react'

import { useWords } from '../../words/index.ts'
import { type EmojiGroup, emoji } from './emoji.ts'
import styles from './emoji-picker.module.css'

const groups = Object.keys(emoji) as EmojiGroup[]
const first = emoji.faces[0] ?? ''

interface EmojiPickerProps {
  /** Whoever picks by the keyboard is done with it; the mouse may pick several. */
  onPick: (symbol: string, isByKey: boolean) => void
}

/** One stop of Tab: arrows go from one to the next, over the headings too. */
export function EmojiPicker({ onPick }: EmojiPickerProps) {
  const { composer } = useWords()
  const [current, setCurrent] = useState(first)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to its buttons
    <div className={styles.picker} onKeyDown={walk}>
      {groups.map((group) => (
        <section key={group} aria-label={composer.emojiGroups[group]}>
          <h3 className={styles.heading}>{composer.emojiGroups[group]}</h3>
          <div className={styles.grid}>
            {emoji[group].map((symbol) => (
              <button
                key={symbol}
                type="button"
                className={styles.symbol}
                tabIndex={symbol === current ? 0 : -1}
                onFocus={() => setCurrent(symbol)}
                onClick={({ detail }) => onPick(symbol, detail === 0)}
              >
                {symbol}
              </button>
            ))}
          </div>
        </section>
      ))}
    </div>
  )
}

function walk(event: KeyboardEvent<HTMLElement>): void {
  const all = [...event.currentTarget.querySelectorAll('button')]
  const to = next(event.key, all, event.target)
  if (!to) return
  event.preventDefault()
  to.focus()
}

function next(key: string, all: readonly HTMLElement[], target: EventTarget) {
  const from = all.findIndex((each) => each === target)
  const current = all[from]
  if (!current) return undefined
  switch (key) {
    case 'ArrowRight':
      return all[from + 1]
    case 'ArrowLeft':
      return all[from - 1]
    case 'ArrowDown':
      return nearest(all.slice(from + 1), current)
    case 'ArrowUp':
      return nearest(all.slice(0, from).reverse(), current)
    case 'Home':
      return all[0]
    case 'End':
      return all.at(-1)
    default:
      return undefined
  }
}

/** In the next row, which may be shorter: what stands closest to the same column. */
function nearest(further: readonly HTMLElement[], { offsetTop, offsetLeft }: HTMLElement) {
  const row = further.find((each) => each.offsetTop !== offsetTop)?.offsetTop
  return further
    .filter((each) => each.offsetTop === row)
    .sort((a, b) => distance(a, offsetLeft) - distance(b, offsetLeft))[0]
}

const distance = (each: HTMLElement, left: number) => Math.abs(each.offsetLeft - left)
