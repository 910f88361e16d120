import { useWords } from '../../words/index.ts'
import styles from './contact-card.module.css'

/** «Заметка о клиенте»: what colleagues should know of them. */
export function NoteSection({ note }: { note: string }) {
  const { card } = useWords()
  if (!note) return null
  return (
    <section className={styles.section} aria-label={card.note}>
      <h3 className={styles.heading}>{card.note}</h3>
      <p className={styles.note}>{note}</p>
    </section>
  )
}
