import type { WebhookEventType } from '@otklik/protocol/settings'

import { TickBox } from '../../ui/tick-box.tsx'
import { useWords } from '../../words/index.ts'
import styles from './developers.module.css'

interface EventChoiceProps {
  chosen: readonly WebhookEventType[]
  error: string | undefined
  onChange: (chosen: WebhookEventType[]) => void
}

/** What is told; each with the name by which a program knows it. */
export function EventChoice({ chosen, error, onChange }: EventChoiceProps) {
  const { developers: words } = useWords()
  const types = Object.keys(words.eventNames) as WebhookEventType[]
  return (
    <fieldset className={styles.choice}>
      <legend className={styles.legend}>{words.events}</legend>
      <div className={styles.ticks}>
        {types.map((type) => (
          <TickBox
            key={type}
            label={words.eventNames[type]}
            help={type}
            checked={chosen.includes(type)}
            aria-invalid={error ? true : undefined}
            onChange={(isOn) =>
              onChange(types.filter((each) => (each === type ? isOn : chosen.includes(each))))
            }
          />
        ))}
      </div>
      {error ? (
        <p className={styles.wrong} role="alert">
          {chosen.length === 0 ? words.tickOne : error}
        </p>
      ) : null}
    </fieldset>
  )
}
