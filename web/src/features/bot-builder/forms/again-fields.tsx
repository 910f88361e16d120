import { NativeSelect } from '@mantine/core'
import unseen from '../../../ui/unseen.module.css'
import { useBotWords } from '../../../words/bot-words.ts'
import { useFormats } from '../../../words/index.ts'
import styles from './forms.module.css'
import { TextField } from './text-field.tsx'

const times = [0, 1, 2, 3, 4, 5]

interface AgainFieldsProps {
  help: string
  again: { text: string; times: number }
  error: string | undefined
  onChange: (changes: { text?: string; times?: number }, field?: string) => void
  /** Where it goes on after that. */
  children: React.ReactNode
}

/** «Другой ответ»: said and asked again so many times, then another way. */
export function AgainFields({ help, again, error, onChange, children }: AgainFieldsProps) {
  const { steps: texts } = useBotWords()
  const formats = useFormats()
  return (
    <fieldset className={styles.part}>
      <legend className={unseen.text}>{texts.other}</legend>
      <div>
        <p className={styles.legend}>{texts.other}</p>
        <p className={styles.help}>{help}</p>
      </div>
      <NativeSelect
        label={texts.times}
        value={String(again.times)}
        data={times.map((each) => ({ value: String(each), label: formats.number(each) }))}
        onChange={({ currentTarget: { value } }) => onChange({ times: Number(value) })}
      />
      {again.times > 0 ? (
        <TextField
          label={texts.againText}
          value={again.text}
          error={error}
          onChange={(text) => onChange({ text }, 'otherwise.text')}
        />
      ) : null}
      {children}
    </fieldset>
  )
}
