import unseen from '../../ui/unseen.module.css'
import { useWords } from '../../words/index.ts'
import styles from './chart.module.css'
import tableStyles from './report-table.module.css'
import { Scroll } from './scroll.tsx'

interface ChartTableProps {
  caption: string
  heads: readonly string[]
  rows: readonly {
    key: string
    cells: readonly string[]
    /** Opens what its first figure is made of. */
    open?: { name: string; onOpen: () => void } | undefined
  }[]
}

/** What a chart shows, for whoever reads rather than looks. */
export function ChartTable({ caption, heads, rows }: ChartTableProps) {
  const { reportPages: words } = useWords()
  return (
    <details className={styles.details}>
      <summary className={styles.summary}>{words.asTable}</summary>
      <Scroll className={styles.scroll} label={caption}>
        <table className={styles.table}>
          <caption className={unseen.text}>{caption}</caption>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells: [first, figure = '', ...others], open }) => (
              <tr key={key}>
                <th scope="row">{first}</th>
                <td>
                  {open ? (
                    <button
                      type="button"
                      className={tableStyles.open}
                      aria-label={words.openBehind(open.name, figure)}
                      onClick={open.onOpen}
                    >
                      {figure}
                    </button>
                  ) : (
                    figure
                  )}
                </td>
                {others.map((cell, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                  <td key={index}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  )
}
