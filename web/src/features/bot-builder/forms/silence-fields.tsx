import { Switch } from '../../../ui/switch.tsx'
import { useBotWords } from '../../../words/bot-words.ts'
import { NextField, type StepOf } from './fields.tsx'
import styles from './forms.module.css'
import { TermField } from './term-field.tsx'

type Asking = StepOf<'choice' | 'question' | 'topic'>

interface SilenceFieldsProps {
  step: Asking
  onChange: (changes: { silence: Asking['silence'] }, field?: string) => void
}

/** A customer who does not answer: waited for however long, or not. */
export function SilenceFields({ step, onChange }: SilenceFieldsProps) {
  const { steps: texts } = useBotWords()
  const { silence } = step
  return (
    <div className={styles.part}>
      <Switch
        label={texts.silence}
        help={texts.silenceHelp}
        isOn={silence !== undefined}
        onChange={(isOn) => onChange({ silence: isOn ? { afterMin: 60, next: null } : undefined })}
      />
      {silence ? (
        <>
          <TermField
            label={texts.silenceAfter}
            path={`${step.id}.silence`}
            value={silence.afterMin * 60}
            least={60}
            most={7 * 86_400}
            onChange={(seconds) =>
              onChange({ silence: { ...silence, afterMin: Math.round(seconds / 60) } }, 'silence')
            }
          />
          <NextField step={step} exit="silence" />
        </>
      ) : null}
    </div>
  )
}
