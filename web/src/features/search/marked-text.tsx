import type { Excerpt } from '@otklik/protocol'

import styles from './search.module.css'

/** What was looked for stands out; the text itself stays text. */
export function MarkedText({ excerpt: { text, marks } }: { excerpt: Excerpt }) {
  let end = 0
  return (
    <>
      {marks.map(({ offset, length }) => {
        const before = text.slice(end, offset)
        end = offset + length
        return (
          <span key={offset}>
            {before}
            <mark className={styles.mark}>{text.slice(offset, end)}</mark>
          </span>
        )
      })}
      {text.slice(end)}
    </>
  )
}
