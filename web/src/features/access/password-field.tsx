import { PasswordInput } from '@mantine/core'
import type { ReactNode } from 'react'

import { fieldError } from '../../ui/field-error.tsx'
import { useWords } from '../../words/index.ts'

interface PasswordFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  /** Tells password keepers whether to fill in or to suggest. */
  isNew?: boolean
  help?: ReactNode
  error?: string | undefined
}

/** The eye shows what is being typed. */
export function PasswordField({ label, value, onChange, isNew, help, error }: PasswordFieldProps) {
  const { access } = useWords()
  return (
    <PasswordInput
      label={label}
      value={value}
      aria-invalid={error ? true : undefined}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      // The help gives its place to what is wrong (interface.md §5).
      description={error ? undefined : help}
      error={fieldError(error)}
      onChange={(event) => onChange(event.currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': access.showPassword, tabIndex: 0 }}
    />
  )
}
