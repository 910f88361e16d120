import { TextInput } from '@mantine/core'
import { useState } from 'react'

import { fieldError } from '../../../ui/field-error.tsx'
import { useBotWords } from '../../../words/bot-words.ts'
import { NextField, type StepFormProps, type StepOf, useWrong } from './fields.tsx'
import { PairList } from './pair-list.tsx'

type Props = StepFormProps<StepOf<'set'>>

/** What is noted down of the conversation: answers, tags, a topic. */
export function SetForm({ step, onChange }: Props) {
  const { steps: texts } = useBotWords()
  const wrong = useWrong(step)
  return (
    <>
      <PairList
        legend={texts.attributes}
        add={texts.addAttribute}
        fields={['name', 'value']}
        labels={[texts.attributeOf, texts.valueOf]}
        items={step.attributes}
        first={{ name: texts.first.answer, value: '' }}
        path="attributes"
        wrong={wrong}
        onChange={(attributes, field) => onChange({ attributes }, field)}
      />
      <TagsField step={step} onChange={onChange} />
      <TextInput
        label={texts.topic}
        value={step.topic ?? ''}
        maxLength={80}
        error={fieldError(wrong('topic'))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ topic: value === '' ? undefined : value }, 'topic')
        }
      />
      <NextField step={step} exit="next" />
    </>
  )
}

function TagsField({ step, onChange }: Props) {
  const { steps: texts } = useBotWords()
  const wrong = useWrong(step)
  const [typed, setTyped] = useState<string>()
  const error = step.tags.map((_, index) => wrong(`tags.${index}`)).find(Boolean) ?? wrong('tags')
  return (
    <TextInput
      label={texts.tags}
      // A comma at the end is no tag yet, and has to stay while the next is typed.
      value={typed ?? step.tags.join(', ')}
      description={error ? undefined : texts.tagsHelp}
      error={fieldError(error)}
      onBlur={() => setTyped(undefined)}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value)
        onChange({ tags: toTags(value) }, 'tags')
      }}
    />
  )
}

function toTags(typed: string): string[] {
  const tags = typed.split(',').map((tag) => tag.trim())
  return [...new Set(tags.filter(Boolean))]
}
