import { TextInput } from '@mantine/core'
import { useState } from 'react'

import { fieldError } from '../../../ui/field-error.tsx'
import { useBotWords } from '../../../words/bot-words.ts'
import { useFormats } from '../../../words/index.ts'

interface WholeFieldProps {
  label: string
  help: string
  value: number
  least: number
  most: number
  onChange: (value: number) => void
}

/** What is no number of the range stays in the field and does not reach the scenario. */
export function WholeField({ label, help, value, least, most, onChange }: WholeFieldProps) {
  const { steps: texts } = useBotWords()
  const formats = useFormats()
  const [typed, setTyped] = useState<string>()
  const isWrong = typed !== undefined && !isWithin(typed, least, most)
  const range = texts.notWhole(formats.number(least), formats.number(most))
  return (
    <TextInput
      label={label}
      value={isWrong ? typed : String(value)}
      inputMode="numeric"
      autoComplete="off"
      description={isWrong ? undefined : help}
      error={fieldError(isWrong ? range : undefined)}
      onChange={(event) => {
        const next = event.currentTarget.value
        setTyped(next)
        if (isWithin(next, least, most)) onChange(Number(next))
      }}
    />
  )
}

function isWithin(typed: string, least: number, most: number): boolean {
  return /^\d{1,6}$/.test(typed.trim()) && Number(typed) >= least && Number(typed) <= most
}
