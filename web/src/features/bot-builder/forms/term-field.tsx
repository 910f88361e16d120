import { useState } from 'react'

import { useBotWords } from '../../../words/bot-words.ts'
import { useFormats } from '../../../words/index.ts'
import { DurationField } from '../../teams/duration-field.tsx'

interface TermFieldProps {
  label: string
  path: string
  /** In seconds. */
  value: number
  least: number
  most: number
  help?: string
  onChange: (seconds: number) => void
}

/** What is no duration stays in the field and does not reach the scenario. */
export function TermField({ value, least, most, onChange, ...rest }: TermFieldProps) {
  const { steps: texts } = useBotWords()
  const formats = useFormats()
  const [isWrong, setWrong] = useState(false)
  const range = [least, most].map((each) => formats.term(each * 1000))
  return (
    <DurationField
      {...rest}
      value={isWrong ? Number.NaN : value}
      least={least}
      most={most}
      error={isWrong ? texts.notWhole(range[0] ?? '', range[1] ?? '') : undefined}
      onChange={(seconds) => {
        const isRight = Number.isInteger(seconds) && seconds >= least && seconds <= most
        setWrong(!isRight)
        if (isRight) onChange(seconds)
      }}
    />
  )
}
