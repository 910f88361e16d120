import { codePoints } from '../../ui/code-points.ts'
import { CountedText } from '../../ui/counted-text.tsx'
import { useWords } from '../../words/index.ts'
import { fieldId } from '../editing/index.ts'
import styles from './blocks.module.css'
import { ButtonsHelp } from './buttons-help.tsx'
import { ReceiverChooser } from './receiver-chooser.tsx'
import { AUTO_TEXT_LIMIT } from './rules-draft.ts'
import type { RulesEditing } from './use-rules.ts'

/** Which bot answers off hours (COM-60), and what a customer reads where it fails (D-12). */
export function OffHoursBot({ rules, kindId }: { rules: RulesEditing; kindId: string }) {
  const { channelRules: words } = useWords()
  const { offHours, offHoursFallback } = rules.values
  return (
    <div className={styles.within}>
      <ReceiverChooser
        choice="bot"
        label={words.offHoursWhich}
        chosenId={offHours.botId ?? ''}
        path="offHours.botId"
        error={rules.errors['offHours.botId']}
        onChoose={({ id }) => rules.change({ offHours: { ...offHours, botId: id } })}
      />
      <CountedText
        id={fieldId('offHoursFallback')}
        label={words.fallback}
        value={offHoursFallback}
        length={codePoints(offHoursFallback)}
        limit={AUTO_TEXT_LIMIT}
        isCounterShown={false}
        help={words.fallbackHelp}
        error={rules.errors.offHoursFallback}
        onChange={(text) => rules.change({ offHoursFallback: text })}
      />
      <ButtonsHelp kindId={kindId} />
    </div>
  )
}
