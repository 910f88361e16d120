import { setLanguage, useLanguage } from '../../words/index.ts'
import styles from './language-choice.module.css'

const names = { ru: 'Русский', en: 'English' } as const

/** Before anybody is signed in, the browser remembers it. */
export function LanguageChoice() {
  const language = useLanguage()
  const other = language === 'ru' ? 'en' : 'ru'
  return (
    <button
      type="button"
      lang={other}
      className={styles.button}
      onClick={() => void setLanguage(other)}
    >
      {names[other]}
    </button>
  )
}
