import { NativeSelect, TextInput } from '@mantine/core'
import type { TemplateButton, TemplateLimits } from '@otklik/protocol/settings'

import { fieldError } from '../../ui/field-error.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { useWords } from '../../words/index.ts'
import styles from './template-form.module.css'
import type { TemplateForming } from './use-template-form.ts'

interface ButtonsFieldProps {
  forming: TemplateForming
  limits: TemplateLimits
}

const kinds = ['reply', 'url', 'phone'] as const

export function ButtonsField({ forming, limits }: ButtonsFieldProps) {
  const { templates: words } = useWords()
  const { facts, changeContent } = forming
  const { buttons } = facts.content
  const offered = kinds.filter((kind) => limits.buttons[kind] > 0)
  const [first] = offered
  if (!first) return null
  const put = (index: number, button: TemplateButton) =>
    changeContent({ buttons: buttons.map((each, at) => (at === index ? button : each)) })
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{words.buttons}</legend>
      {buttons.map((button, index) => (
        <ButtonFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a button is known by its place alone
          key={index}
          forming={forming}
          button={button}
          index={index}
          offered={offered}
          onChange={(next) => put(index, next)}
          onRemove={() => changeContent({ buttons: buttons.filter((_, at) => at !== index) })}
        />
      ))}
      {buttons.length < limits.buttons.max ? (
        <TextButton onClick={() => changeContent({ buttons: [...buttons, made(first, '')] })}>
          {words.addButton}
        </TextButton>
      ) : null}
    </fieldset>
  )
}

interface ButtonFieldsProps {
  forming: TemplateForming
  button: TemplateButton
  index: number
  offered: readonly TemplateButton['kind'][]
  onChange: (button: TemplateButton) => void
  onRemove: () => void
}

function ButtonFields(props: ButtonFieldsProps) {
  const { forming, button, index, offered, onChange, onRemove } = props
  const { templates: words } = useWords()
  const { errors } = forming
  const path = `content.buttons.${index}`
  const whole = errors[path]
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset within a fieldset would announce both names before each field
    <div className={styles.button} role="group" aria-label={words.button(index + 1)}>
      <NativeSelect
        label={words.buttonKind}
        value={button.kind}
        error={fieldError(whole)}
        data={offered.map((value) => ({ value, label: words.buttonKinds[value] }))}
        onChange={(event) =>
          onChange(made(event.currentTarget.value as TemplateButton['kind'], button.label))
        }
      />
      <TextInput
        label={words.buttonLabel}
        value={button.label}
        error={fieldError(errors[`${path}.label`])}
        onChange={(event) => onChange({ ...button, label: event.currentTarget.value })}
      />
      <IconButton icon="close" label={words.removeButton(index + 1)} onClick={onRemove} />
      {button.kind === 'url' ? (
        <TextInput
          className={styles.whole ?? ''}
          label={words.url}
          type="url"
          value={button.url}
          error={fieldError(errors[`${path}.url`])}
          onChange={(event) => onChange({ ...button, url: event.currentTarget.value })}
        />
      ) : null}
      {button.kind === 'phone' ? (
        <TextInput
          className={styles.whole ?? ''}
          label={words.phone}
          type="tel"
          value={button.phone}
          error={fieldError(errors[`${path}.phone`])}
          onChange={(event) => onChange({ ...button, phone: event.currentTarget.value })}
        />
      ) : null}
    </div>
  )
}

function made(kind: TemplateButton['kind'], label: string): TemplateButton {
  if (kind === 'url') return { kind, label, url: '' }
  return kind === 'phone' ? { kind, label, phone: '' } : { kind, label }
}
