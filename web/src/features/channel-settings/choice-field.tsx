import { NativeSelect } from '@mantine/core'
import type { ChannelField } from '@otklik/protocol'

import { Segments } from '../../ui/segments.tsx'
import { fieldId } from '../editing/index.ts'
import { settingPath } from './connection-draft.ts'

interface ChoiceFieldProps {
  field: ChannelField
  choices: NonNullable<ChannelField['choices']>
  value: string
  isReadOnly: boolean
  onChange: (value: string) => void
}

/** More than this many do not stand side by side on a phone. */
const MOST_SEGMENTS = 3

/** One of a few that the platform names; the first until another is chosen. */
export function ChoiceField({ field, choices, value, isReadOnly, onChange }: ChoiceFieldProps) {
  const { name, label, help } = field
  const chosen = value || (choices[0]?.value ?? '')
  if (choices.length <= MOST_SEGMENTS && !isReadOnly) {
    return (
      <Segments legend={label} help={help} value={chosen} segments={choices} onChange={onChange} />
    )
  }
  return (
    <NativeSelect
      id={fieldId(settingPath(name))}
      label={label}
      description={help}
      value={chosen}
      data={choices}
      disabled={isReadOnly}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
