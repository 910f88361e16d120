import { NativeSelect, TextInput } from '@mantine/core'
import type { ContactField } from '@otklik/protocol'
import { mostFieldLength } from '@otklik/protocol/limits'

import { fieldError } from '../../ui/field-error.tsx'
import { useWords } from '../../words/index.ts'

interface FieldInputProps {
  field: ContactField
  value: string
  error: string | undefined
  onChange: (value: string) => void
}

/** A field of the company's own. An option that is no more stays to be seen. */
export function FieldInput({ field, value, error, onChange }: FieldInputProps) {
  const { contacts: words } = useWords()
  const { kind, name, options } = field
  if (kind === 'choice') {
    const known = value === '' || options.includes(value) ? options : [value, ...options]
    return (
      <NativeSelect
        label={name}
        value={value}
        error={fieldError(error)}
        data={[{ value: '', label: words.noOption }, ...known]}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  }
  return (
    <TextInput
      label={name}
      type={kind === 'date' ? 'date' : 'text'}
      inputMode={kind === 'number' ? 'decimal' : undefined}
      value={value}
      error={fieldError(error)}
      maxLength={mostFieldLength}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
