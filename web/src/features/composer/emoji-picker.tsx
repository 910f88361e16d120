import { useWords } from '../../words/index.ts'
import { type EmojiGroup, emoji } from './emoji.ts'
import styles from './emoji-picker.module.css'

const groups = Object.keys(emoji) as EmojiGroup[]

export function EmojiPicker({ onPick }: { onPick: (symbol: string) => void }) {
  const { composer } = useWords()
  return (
    <div className={styles.picker}>
      {groups.map((group) => (
        <section key={group} aria-label={composer.emojiGroups[group]}>
          <h3 className={styles.heading}>{composer.emojiGroups[group]}</h3>
          <div className={styles.grid}>
            {emoji[group].map((symbol) => (
              <button
                key={symbol}
                type="button"
                className={styles.symbol}
                onClick={() => onPick(symbol)}
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
