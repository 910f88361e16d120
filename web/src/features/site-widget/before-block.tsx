import { NativeSelect, Textarea, TextInput } from '@mantine/core'

import { fieldError } from '../../ui/field-error.tsx'
import { useWords } from '../../words/index.ts'
import { type Editing, fieldId } from '../editing/index.ts'
import { Block } from '../settings-shell/index.ts'
import type { WidgetValues } from './widget-values.ts'

const fields = ['name', 'phone', 'email'] as const
type Asked = 'no' | 'optional' | 'required'

/** What is asked before the first word, and what has to be agreed to. */
export function BeforeBlock({ edit }: { edit: Editing<WidgetValues> }) {
  const { siteDesigner: words } = useWords()
  const { values, errors, change } = edit
  const preChat = values['look.preChat']
  const askedOf = (field: (typeof fields)[number]): Asked => {
    const found = preChat.find((each) => each.field === field)
    if (!found) return 'no'
    return found.isRequired ? 'required' : 'optional'
  }
  const ask = (changed: (typeof fields)[number], asked: Asked) =>
    change({
      'look.preChat': fields.flatMap((field) => {
        const now = field === changed ? asked : askedOf(field)
        return now === 'no' ? [] : [{ field, isRequired: now === 'required' }]
      }),
    })
  return (
    <Block title={words.before} help={words.beforeHelp}>
      {fields.map((field) => (
        <NativeSelect
          key={field}
          id={fieldId(`look.preChat.${field}`)}
          label={words.fields[field]}
          value={askedOf(field)}
          data={(['no', 'optional', 'required'] as const).map((value) => ({
            value,
            label: words.asked[value],
          }))}
          onChange={({ currentTarget }) => ask(field, currentTarget.value as Asked)}
        />
      ))}
      <Textarea
        id={fieldId('look.consent')}
        label={words.consent}
        description={words.consentHelp}
        placeholder={words.own.consent}
        autosize
        minRows={2}
        maxLength={500}
        value={values['look.consent']}
        error={fieldError(errors['look.consent'])}
        onChange={({ currentTarget }) => change({ 'look.consent': currentTarget.value })}
      />
      {values['look.consent'] ? (
        <TextInput
          id={fieldId('look.consentUrl')}
          label={words.consentUrl}
          placeholder="https://shop.example.com/privacy"
          value={values['look.consentUrl']}
          error={fieldError(errors['look.consentUrl'])}
          onChange={({ currentTarget }) => change({ 'look.consentUrl': currentTarget.value })}
        />
      ) : null}
    </Block>
  )
}
