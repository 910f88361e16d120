import { TextInput } from '@mantine/core'
import { useState } from 'react'

import { fieldError } from '../../ui/field-error.tsx'
import { useWords } from '../../words/index.ts'
import { fieldId, isSame } from '../editing/index.ts'
import { Block } from '../settings-shell/index.ts'
import styles from './blocks.module.css'
import type { RulesEditing } from './use-rules.ts'

/** How much of an operator's capacity a conversation takes, and what it asks of them. */
export function ShareBlock({ rules }: { rules: RulesEditing }) {
  const { channelRules: words } = useWords()
  const { weight } = rules.errors
  return (
    <Block title={words.share} help={words.shareHelp}>
      <div className={styles.pair}>
        <TextInput
          id={fieldId('weight')}
          label={words.weight}
          value={rules.values.weight}
          inputMode="numeric"
          autoComplete="off"
          error={fieldError(weight)}
          description={weight ? undefined : words.weightHelp}
          onChange={(event) => rules.change({ weight: event.currentTarget.value })}
        />
      </div>
      <div className={styles.pair}>
        <SkillsField rules={rules} name="mustSkills" help={words.mustSkillsHelp} />
        <SkillsField rules={rules} name="niceSkills" help={words.niceSkillsHelp} />
      </div>
    </Block>
  )
}

interface SkillsFieldProps {
  rules: RulesEditing
  name: 'mustSkills' | 'niceSkills'
  help: string
}

/** A list as people type it; the commas in the making are kept beside what they mean. */
function SkillsField({ rules, name, help }: SkillsFieldProps) {
  const { channelRules: words } = useWords()
  const skills = rules.values[name]
  const [typed, setTyped] = useState('')
  const text = isSame(skillsOf(typed), skills) ? typed : skills.join(', ')
  const path = Object.keys(rules.errors).find((each) => each.startsWith(name))
  const error = path && rules.errors[path]
  return (
    <TextInput
      id={fieldId(path ?? name)}
      label={words[name]}
      value={text}
      autoComplete="off"
      error={fieldError(error)}
      description={error ? undefined : help}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        rules.change({ [name]: skillsOf(event.currentTarget.value) })
      }}
    />
  )
}

function skillsOf(text: string): string[] {
  return text
    .split(',')
    .map((skill) => skill.trim())
    .filter(Boolean)
}
