import { NativeSelect } from '@mantine/core'
import type { ChannelKindView } from '@otklik/protocol'

import { useWords } from '../../words/index.ts'
import { fieldId } from '../editing/index.ts'
import { isFilled, isSendable, textOf } from './filled-template.ts'
import { useTemplates } from './use-templates.ts'

interface ClosingTemplateFieldProps {
  kind: ChannelKindView
  channelId: string
  value: string | null
  error: string | undefined
  onChange: (id: string | null) => void
}

/** «Шаблон вместо текста, когда окно закрыто», where the platform has a window (D-10). */
export function ClosingTemplateField(props: ClosingTemplateFieldProps) {
  const { replyWindowHours, templates } = props.kind.capabilities
  if (!templates || replyWindowHours === undefined) return null
  return <Field {...props} hours={replyWindowHours} />
}

function Field(props: ClosingTemplateFieldProps & { hours: number }) {
  const { kind, channelId, value, error, hours, onChange } = props
  const { channelRules: words } = useWords()
  const { data: templates } = useTemplates(channelId)
  const complete = (templates ?? [])
    .map((template) => ({ template, values: {} }))
    .filter((filling) => isSendable(filling.template) && isFilled(filling))
  const chosen = complete.find(({ template }) => template.id === value)
  return (
    <NativeSelect
      id={fieldId('closingTemplateId')}
      label={words.closingTemplate}
      description={chosen ? textOf(chosen) : words.closingTemplateHelp(kind.title, hours)}
      error={error ?? (value && templates && !chosen ? words.goneTemplate : undefined)}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    >
      <option value="">{words.noClosingTemplate}</option>
      {complete.map(({ template }) => (
        <option key={template.id} value={template.id}>
          {template.name} · {template.language}
        </option>
      ))}
      {value && !chosen ? <option value={value}>…</option> : null}
    </NativeSelect>
  )
}
