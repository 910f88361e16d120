import { TextInput } from '@mantine/core'
import type { ChannelField } from '@otklik/protocol'

import { fieldError } from '../../ui/field-error.tsx'
import { fieldId } from '../editing/index.ts'
import { settingPath } from './connection-draft.ts'
import { FieldHelp } from './field-help.tsx'
import { fieldKeys } from './field-keys.ts'
import styles from './fields.module.css'

interface OpenFieldProps {
  field: ChannelField
  value: string
  error: string | undefined
  isReadOnly?: boolean
  onChange: (value: string) => void
  onCommit: (value: string) => void
}

export function OpenField({ field, value, error, isReadOnly, onChange, onCommit }: OpenFieldProps) {
  return (
    <TextInput
      id={fieldId(settingPath(field.name))}
      label={field.label}
      value={value}
      placeholder={field.placeholder ?? ''}
      required={field.isRequired}
      withAsterisk={false}
      error={fieldError(error)}
      readOnly={isReadOnly ?? false}
      classNames={{ input: field.fromIdentity ? (styles.identity ?? '') : '' }}
      description={error ? undefined : <FieldHelp field={field} />}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...fieldKeys(onCommit)}
    />
  )
}
