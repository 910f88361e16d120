import type { ChannelKindView } from '@otklik/protocol'
import { useEffect, useState } from 'react'

import { useWords } from '../../words/index.ts'
import { AnyField, type FieldsProps } from './any-field.tsx'
import { applyingFields } from './applying-fields.ts'
import { settingPath } from './connection-draft.ts'
import styles from './fields.module.css'
import { isOfSandbox, isPlace } from './sandbox-choice.tsx'

interface AdvancedFieldsProps extends FieldsProps {
  kind: ChannelKindView
}

/** How the platform is reached: its own host, a proxy. */
export function AdvancedFields({ kind, ...props }: AdvancedFieldsProps) {
  return (
    <div className={styles.pair}>
      {shownFields(kind, props).map((field) => (
        <AnyField key={field.name} field={field} {...props} />
      ))}
    </div>
  )
}

/** The same under «Дополнительно», where the page is about something else. */
export function FoldedFields(props: AdvancedFieldsProps) {
  const { typed, stored, errors } = props
  const { channelSettings: words } = useWords()
  const fields = shownFields(props.kind, props)
  const isUsed = fields.some(({ name }) => typed[name] || stored[name])
  const isWrong = fields.some(({ name }) => errors[settingPath(name)])
  const [isOpen, setOpen] = useState(isUsed)
  useEffect(() => {
    if (isWrong) setOpen(true)
  }, [isWrong])
  if (fields.length === 0) return null
  return (
    <details
      className={styles.advanced}
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{words.advanced}</summary>
      <div className={styles.folded}>
        <AdvancedFields {...props} />
      </div>
    </details>
  )
}

/** What was never filled in has nothing to show once it can no longer be. */
function shownFields({ fields }: ChannelKindView, { isReadOnly, typed, stored }: FieldsProps) {
  const isSandbox = !isReadOnly && isOfSandbox({ typed, stored })
  return applyingFields(fields, { typed, stored }).filter(
    (field) =>
      field.isAdvanced && (!isReadOnly || stored[field.name]) && !(isSandbox && isPlace(field)),
  )
}
