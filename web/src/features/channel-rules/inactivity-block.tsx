import { NativeSelect, TextInput } from '@mantine/core'
import { useId } from 'react'

import { Chip } from '../../ui/chip.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { Switch, SwitchInput } from '../../ui/switch.tsx'
import { useWords } from '../../words/index.ts'
import { fieldId } from '../editing/index.ts'
import { Block } from '../settings-shell/index.ts'
import styles from './blocks.module.css'
import type { InactivityUnit, RulesForm } from './rules-draft.ts'
import type { RulesBlockProps } from './use-rules.ts'

/** What a switch that was off starts with. */
const firstInactivity = { value: '24', unit: 'hours' } as const

/** «Автоматическое завершение диалогов» (COM-70…COM-72, D-07). */
export function InactivityBlock({ rules, children }: RulesBlockProps) {
  const { channelRules: words } = useWords()
  const { inactivity, keepsUnanswered } = rules.values
  return (
    <Block
      title={words.completion}
      help={inactivity ? words.completionHelp : words.completionOff}
      aside={
        <SwitchInput
          name={words.completion}
          isOn={inactivity !== null}
          onChange={(isOn) =>
            rules.change({ inactivity: isOn ? (rules.stored.inactivity ?? firstInactivity) : null })
          }
        />
      }
    >
      {inactivity ? (
        <>
          <InactivityField
            inactivity={inactivity}
            error={rules.errors['inactivity.value']}
            onChange={(changed) => rules.change({ inactivity: { ...inactivity, ...changed } })}
          />
          <div className={styles.part}>
            <Switch
              label={words.guard}
              help={words.guardHelp}
              mark={<Chip>{words.recommended}</Chip>}
              isOn={keepsUnanswered}
              onChange={(isOn) => rules.change({ keepsUnanswered: isOn })}
            />
          </div>
        </>
      ) : null}
      {children}
    </Block>
  )
}

type Inactivity = NonNullable<RulesForm['inactivity']>

interface InactivityFieldProps {
  inactivity: Inactivity
  error: string | undefined
  onChange: (changed: Partial<Inactivity>) => void
}

function InactivityField({ inactivity, error, onChange }: InactivityFieldProps) {
  const { channelRules: words } = useWords()
  const belowId = useId()
  const id = fieldId('inactivity.value')
  const units: InactivityUnit[] = ['hours', 'days']
  return (
    <div>
      <label className={styles.label} htmlFor={id}>
        {words.inactivity}
      </label>
      <div className={styles.amount}>
        <TextInput
          id={id}
          value={inactivity.value}
          inputMode="numeric"
          autoComplete="off"
          error={Boolean(error)}
          aria-describedby={belowId}
          onChange={(event) => onChange({ value: event.currentTarget.value })}
        />
        <NativeSelect
          aria-label={words.inactivityUnit}
          value={inactivity.unit}
          data={units.map((unit) => ({ value: unit, label: words.units[unit] }))}
          onChange={(event) => onChange({ unit: event.currentTarget.value as InactivityUnit })}
        />
      </div>
      <p id={belowId} className={error ? styles.wrong : styles.below}>
        {error ? fieldError(error) : words.inactivityHelp[inactivity.unit]}
      </p>
    </div>
  )
}
