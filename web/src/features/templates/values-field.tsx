import { TextInput } from '@mantine/core'
import type { TemplateContent, TemplateValues } from '@otklik/protocol/settings'

import { fieldError } from '../../ui/field-error.tsx'
import { useWords } from '../../words/index.ts'
import styles from './template-form.module.css'
import { useNamedVariables } from './template-words.ts'

interface ValuesFieldProps {
  content: TemplateContent
  values: TemplateValues
  errors: Readonly<Record<string, string>>
  onChange: (values: TemplateValues) => void
}

/** What stands in the braces this time; the example shows what is meant. */
export function ValuesField({ content, values, errors, onChange }: ValuesFieldProps) {
  const { templates: words } = useWords()
  const variables = useNamedVariables(content)
  if (variables.length === 0) return null
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{words.values}</legend>
      {variables.map(({ key, label }) => (
        <TextInput
          key={key}
          label={label}
          value={values[key] ?? ''}
          placeholder={content.samples[key] ?? ''}
          error={fieldError(errors[`template.values.${key}`])}
          onChange={(event) => onChange({ ...values, [key]: event.currentTarget.value })}
        />
      ))}
    </fieldset>
  )
}
