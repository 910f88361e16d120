import { useFormats, useWords } from '../../words/index.ts'
import styles from './tracking.module.css'

interface FigureTableProps {
  title: string
  columns: readonly [string, string, string, string]
  rows: readonly {
    names: readonly [string, string]
    /** The last one is of conversations, and opens them. */
    counts: readonly [number, number]
    onOpen: () => void
  }[]
}

/** Two names and two figures a row. Nothing where there is nothing to say. */
export function FigureTable({ title, columns, rows }: FigureTableProps) {
  const { tracking: words } = useWords()
  const formats = useFormats()
  if (rows.length === 0) return null
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={styles.scroll} aria-label={title} tabIndex={0}>
      <h3 className={styles.heading}>{title}</h3>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ names: [first, second], counts: [seen, came], onOpen }) => (
            <tr key={JSON.stringify([first, second])}>
              <th scope="row">{first}</th>
              <td>{second}</td>
              <td>{formats.number(seen)}</td>
              <td>
                {came === 0 ? (
                  formats.number(came)
                ) : (
                  <button
                    type="button"
                    className={styles.open}
                    aria-label={words.show([first, second].filter(Boolean).join(', '), came)}
                    onClick={onOpen}
                  >
                    {formats.number(came)}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
