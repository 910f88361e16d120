import { TextInput } from '@mantine/core'

import { fieldError } from '../../ui/field-error.tsx'
import { useWords } from '../../words/index.ts'
import styles from './template-form.module.css'
import { useNamedVariables } from './template-words.ts'
import type { TemplateForming } from './use-template-form.ts'

/** An example of each variable there is; those of others go away with their braces. */
export function SamplesField({ forming }: { forming: TemplateForming }) {
  const { templates: words } = useWords()
  const { facts, errors, changeContent } = forming
  const variables = useNamedVariables(facts.content)
  const { samples } = facts.content
  if (variables.length === 0) return null
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{words.samples}</legend>
      <p className={styles.help}>{words.samplesHelp}</p>
      {variables.map(({ key, label }) => (
        <TextInput
          key={key}
          label={label}
          value={samples[key] ?? ''}
          error={fieldError(errors[`content.samples.${key}`])}
          onChange={({ currentTarget: { value } }) =>
            changeContent({ samples: { ...samples, [key]: value } })
          }
        />
      ))}
    </fieldset>
  )
}
