import { Textarea, TextInput } from '@mantine/core'

import { fieldError } from '../../ui/field-error.tsx'
import { useWords } from '../../words/index.ts'
import { type Editing, fieldId } from '../editing/index.ts'
import { Block } from '../settings-shell/index.ts'
import type { WidgetValues } from './widget-values.ts'

/** Left empty, a text is the product's own, in the visitor's language. */
export function TextsBlock({ edit }: { edit: Editing<WidgetValues> }) {
  const { siteDesigner: words } = useWords()
  const { values, errors, change } = edit
  const seconds = String(values['look.greetingAfterS'])
  return (
    <Block title={words.texts} help={words.textsHelp}>
      <TextInput
        id={fieldId('look.title')}
        label={words.titleField}
        placeholder={words.own.title}
        maxLength={200}
        value={values['look.title']}
        error={fieldError(errors['look.title'])}
        onChange={({ currentTarget }) => change({ 'look.title': currentTarget.value })}
      />
      {(['welcome', 'offHours'] as const).map((name) => (
        <Textarea
          key={name}
          id={fieldId(`look.${name}`)}
          label={words.textFields[name]}
          placeholder={words.own[name]}
          autosize
          minRows={2}
          maxLength={500}
          value={values[`look.${name}`]}
          error={fieldError(errors[`look.${name}`])}
          onChange={({ currentTarget }) => change({ [`look.${name}`]: currentTarget.value })}
        />
      ))}
      <TextInput
        id={fieldId('look.greeting')}
        label={words.greeting}
        description={words.greetingHelp}
        maxLength={200}
        value={values['look.greeting']}
        error={fieldError(errors['look.greeting'])}
        onChange={({ currentTarget }) => change({ 'look.greeting': currentTarget.value })}
      />
      {values['look.greeting'] ? (
        <TextInput
          id={fieldId('look.greetingAfterS')}
          label={words.greetingAfter}
          inputMode="numeric"
          value={seconds}
          error={fieldError(errors['look.greetingAfterS'])}
          onChange={({ currentTarget }) =>
            change({ 'look.greetingAfterS': Number(currentTarget.value.replace(/\D/g, '')) })
          }
        />
      ) : null}
    </Block>
  )
}
