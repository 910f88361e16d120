import { TextInput } from '@mantine/core'

import { fieldError } from '../../ui/field-error.tsx'

interface CodeFieldProps {
  label: string
  help?: string
  /** Digits alone, so that a phone shows its number pad; recovery codes have letters. */
  isNumeric?: boolean
  error: string | undefined
  value: string
  onChange: (value: string) => void
}

export function CodeField({ label, help, isNumeric, error, value, onChange }: CodeFieldProps) {
  return (
    <TextInput
      label={label}
      description={error ? undefined : help}
      error={fieldError(error)}
      autoComplete="one-time-code"
      inputMode={isNumeric ? 'numeric' : 'text'}
      autoCapitalize="none"
      spellCheck={false}
      data-autofocus
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
