import { NativeSelect, TextInput } from '@mantine/core'
import { templateVariables } from '@otklik/protocol/template-variables'

import { fieldError } from '../../../ui/field-error.tsx'
import { useBotWords } from '../../../words/bot-words.ts'
import { useAllTemplates } from '../use-templates.ts'
import { NextField, type StepFormProps, type StepOf, useWrong } from './fields.tsx'
import styles from './forms.module.css'

type Props = StepFormProps<StepOf<'template'>>

/** A message that the platform has approved, in this conversation. */
export function TemplateForm({ step, onChange }: Props) {
  const { steps: texts } = useBotWords()
  const channels = useAllTemplates()
    .map(({ templates, ...channel }) => ({
      ...channel,
      templates: templates.filter(
        ({ id, state }) => state === 'approved' || id === step.templateId,
      ),
    }))
    .filter(({ templates }) => templates.length > 0)
  const isKnown = channels.some(({ templates }) =>
    templates.some(({ id }) => id === step.templateId),
  )
  return (
    <>
      <NativeSelect
        label={texts.templateOf}
        value={step.templateId ?? ''}
        description={channels.length > 0 ? texts.templateHelp : texts.noTemplates}
        onChange={({ currentTarget: { value } }) =>
          onChange({ templateId: value === '' ? null : value, values: {} })
        }
      >
        <option value="">{texts.noTemplate}</option>
        {step.templateId !== null && !isKnown ? (
          <option value={step.templateId}>{texts.goneTemplate}</option>
        ) : null}
        {channels.map(({ channelId, title, templates }) => (
          <optgroup key={channelId} label={title}>
            {templates.map(({ id, name, language }) => (
              <option key={id} value={id}>
                {name} ({language})
              </option>
            ))}
          </optgroup>
        ))}
      </NativeSelect>
      <Values step={step} onChange={onChange} />
      <NextField step={step} exit="next" />
      <NextField step={step} exit="failed" />
    </>
  )
}

/** What stands in its braces; may hold variables of the scenario itself. */
function Values({ step, onChange }: Props) {
  const { steps: texts } = useBotWords()
  const wrong = useWrong(step)
  const template = useAllTemplates()
    .flatMap(({ templates }) => templates)
    .find(({ id }) => id === step.templateId)
  const variables = template ? templateVariables(template.content) : []
  if (!template || variables.length === 0) return null
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{texts.values}</legend>
      <p className={styles.help}>{template.content.body}</p>
      {variables.map(({ key, name }) => (
        <TextInput
          key={key}
          label={`{{${name}}}`}
          value={step.values[key] ?? ''}
          placeholder={template.content.samples[key] ?? ''}
          maxLength={1000}
          error={fieldError(wrong(`values.${key}`))}
          onChange={({ currentTarget: { value } }) =>
            onChange({ values: { ...step.values, [key]: value } }, `value ${key}`)
          }
        />
      ))}
    </fieldset>
  )
}
