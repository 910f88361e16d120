import { PasswordInput, TextInput } from '@mantine/core'
import type { ChannelField } from '@otklik/protocol'
import { useState } from 'react'

import { fieldError } from '../../ui/field-error.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { useWords } from '../../words/index.ts'
import { fieldId } from '../editing/index.ts'
import { settingPath } from './connection-draft.ts'
import { FieldHelp } from './field-help.tsx'
import { fieldKeys } from './field-keys.ts'
import styles from './fields.module.css'

interface SecretFieldProps {
  field: ChannelField
  /** Undefined: what is saved stays. */
  value: string | undefined
  /** The mask of what is saved. */
  saved: string | undefined
  error: string | undefined
  isReadOnly?: boolean
  /** `undefined` keeps what is saved. */
  onChange: (value: string | undefined) => void
  onCommit: (value: string) => void
}

/**
 * A saved secret is a mask that can only be replaced: the eye uncovers what is being typed, never
 * what is saved.
 */
export function SecretField(props: SecretFieldProps) {
  const { field, value, saved, error, isReadOnly = false, onChange, onCommit } = props
  const { channelSettings: words } = useWords()
  const [isShown, setShown] = useState(false)
  const isSaved = saved !== undefined && value === undefined
  const id = fieldId(settingPath(field.name))

  if (isSaved) {
    return (
      <TextInput
        id={id}
        label={field.label}
        value={saved}
        readOnly
        error={fieldError(error)}
        classNames={{ input: styles.saved ?? '' }}
        description={error ? undefined : words.savedSecret}
        rightSectionWidth={isReadOnly ? 0 : 96}
        rightSection={
          isReadOnly ? null : (
            <TextButton
              aria-label={words.replaceOf(field.label)}
              onClick={() => {
                onChange('')
                focusSoon(id)
              }}
            >
              {words.replace}
            </TextButton>
          )
        }
      />
    )
  }
  return (
    <div>
      <PasswordInput
        id={id}
        label={field.label}
        value={value ?? ''}
        placeholder={field.placeholder ?? ''}
        required={field.isRequired}
        withAsterisk={false}
        error={fieldError(error)}
        description={error ? undefined : <FieldHelp field={field} />}
        aria-invalid={error ? true : undefined}
        // Not a password of the reader's: a keeper must neither fill it in nor offer to store it.
        autoComplete="off"
        data-1p-ignore
        spellCheck={false}
        classNames={{ innerInput: styles.secret ?? '' }}
        visible={isShown}
        onVisibilityChange={setShown}
        visibilityToggleButtonProps={{
          'aria-label': isShown ? words.hideTyped : words.showTyped,
          // The name tells the state: a pressed «hide» would say it twice, and wrongly.
          'aria-pressed': undefined,
          tabIndex: 0,
        }}
        onChange={(event) => onChange(event.currentTarget.value)}
        {...fieldKeys(onCommit)}
      />
      {saved === undefined ? null : (
        <p className={styles.acts}>
          <TextButton onClick={() => onChange(undefined)}>{words.keepSaved}</TextButton>
          {!field.isRequired && value === '' ? <span>{words.toBeCleared}</span> : null}
        </p>
      )}
    </div>
  )
}

/** The field that takes the place of the mask is not there yet when the button is pressed. */
function focusSoon(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus())
}
