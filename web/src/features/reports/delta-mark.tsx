import { Icon } from '../../ui/icons.tsx'
import unseen from '../../ui/unseen.module.css'
import { useWords } from '../../words/index.ts'
import styles from './figure-card.module.css'
import type { Delta } from './figure-text.ts'

interface DeltaMarkProps {
  delta: Delta | undefined
  /** The figure of the period before, where it does not stand beside. */
  was?: string | undefined
}

/** Against the period before: an arrow says which way, and the colour repeats whether that is good. */
export function DeltaMark({ delta, was }: DeltaMarkProps) {
  const { reportPages: words } = useWords()
  if (!delta) return null
  const { text, way, isBetter } = delta
  const tone = isBetter === undefined ? undefined : isBetter ? 'ok' : 'danger'
  const spoken = isBetter === undefined ? '' : isBetter ? words.better : words.worse
  return (
    <span className={styles.delta} data-tone={tone} title={was && words.wasBefore(was)}>
      {way === 'same' ? null : <Icon name={way === 'up' ? 'chevronUp' : 'chevronDown'} size={12} />}
      {text}
      <span className={unseen.text}>
        {' '}
        {[words.against, was && words.wasBefore(was), spoken].filter(Boolean).join(', ')}
      </span>
    </span>
  )
}
