import type { ChannelField } from '@otklik/protocol'

import { ChoiceField } from './choice-field.tsx'
import { settingPath } from './connection-draft.ts'
import { OpenField } from './open-field.tsx'
import { SecretField } from './secret-field.tsx'

export interface FieldsProps {
  /** What was typed, by the name of the field. */
  typed: Readonly<Record<string, string>>
  /** What is stored, secrets as masks; empty for a new channel. */
  stored: Readonly<Record<string, string>>
  /** By the path of a field. */
  errors: Readonly<Record<string, string>>
  /** What the platform said of itself, for the fields that show it. */
  facts?: Readonly<Record<string, string>> | undefined
  isReadOnly?: boolean
  onChange: (name: string, value: string | undefined) => void
  onCommit: (name: string, value: string) => void
}

export function AnyField({ field, ...props }: FieldsProps & { field: ChannelField }) {
  const { typed, stored, errors, facts, isReadOnly = false, onChange, onCommit } = props
  const { name, isSecret } = field
  const common = {
    field,
    isReadOnly,
    error: errors[settingPath(name)],
    onChange: (value: string | undefined) => onChange(name, value),
    onCommit: (value: string) => onCommit(name, value),
  }
  if (field.choices) {
    const value = typed[name] ?? stored[name] ?? ''
    return (
      <ChoiceField
        field={field}
        choices={field.choices}
        value={value}
        isReadOnly={isReadOnly}
        onChange={(chosen) => {
          onChange(name, chosen)
          onCommit(name, chosen)
        }}
      />
    )
  }
  if (field.fromIdentity) {
    const value = facts?.[field.fromIdentity] ?? stored[name] ?? ''
    return <OpenField {...common} isReadOnly value={value} />
  }
  return isSecret ? (
    <SecretField {...common} value={typed[name]} saved={stored[name]} />
  ) : (
    <OpenField {...common} value={typed[name] ?? stored[name] ?? ''} />
  )
}
