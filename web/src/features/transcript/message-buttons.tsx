import type { Button, ButtonRows } from '@otklik/protocol'

import { Icon } from '../../ui/icons.tsx'
import unseen from '../../ui/unseen.module.css'
import { useFormats, useWords } from '../../words/index.ts'
import styles from './message-buttons.module.css'

interface MessageButtonsProps {
  buttons: ButtonRows
  contactName: string
}

/** What the customer was offered, and what they chose. Not pressable here. */
export function MessageButtons({ buttons, contactName }: MessageButtonsProps) {
  const { transcript } = useWords()
  const isKeyboard = buttons.placement === 'keyboard'
  return (
    <ul className={styles.rows} aria-label={isKeyboard ? transcript.keyboard : undefined}>
      {buttons.rows.map((row) => (
        <li key={row.map(({ label }) => label).join('\n')} className={styles.row}>
          {row.map((button) => (
            <Bar
              key={button.label}
              button={button}
              isKeyboard={isKeyboard}
              contactName={contactName}
            />
          ))}
        </li>
      ))}
    </ul>
  )
}

interface BarProps {
  button: Button
  isKeyboard: boolean
  contactName: string
}

function Bar({ button, isKeyboard, contactName }: BarProps) {
  const { transcript } = useWords()
  const formats = useFormats()
  const { label, url, pressedAt } = button
  const title = pressedAt
    ? transcript.pressedAt(contactName, formats.fullMoment(new Date(pressedAt)))
    : (url ?? label)
  return (
    <span className={styles.bar} data-pressed={pressedAt ? true : undefined} title={title}>
      {pressedAt ? <Icon name="check" size={14} /> : null}
      {!pressedAt && isKeyboard ? <Icon name="keyboard" size={14} /> : null}
      {!pressedAt && url ? <Icon name="external" size={14} /> : null}
      <span className={styles.label}>{label}</span>
      {pressedAt ? <span className={unseen.text}>{title}</span> : null}
    </span>
  )
}
