import type { ChannelKindView } from '@otklik/protocol'
import { useEffect, useState } from 'react'

import { TickBox } from '../../ui/tick-box.tsx'
import { useWords } from '../../words/index.ts'
import { useSession } from '../session/index.ts'
import { AnyField, type FieldsProps } from './any-field.tsx'
import { applyingFields } from './applying-fields.ts'
import { settingPath } from './connection-draft.ts'
import styles from './fields.module.css'

interface AdvancedFieldsProps extends FieldsProps {
  kind: ChannelKindView
}

/** What a demo account calls the stand-ins of its own sandbox. */
const sandboxPlace = { name: 'apiUrl', value: 'sandbox' }

/** How the platform is reached: its own host, a proxy. */
export function AdvancedFields({ kind, ...props }: AdvancedFieldsProps) {
  const { typed, stored, isReadOnly, onChange, onCommit } = props
  const { channelSettings: words } = useWords()
  const { account } = useSession()
  const fields = shownFields(kind, props)
  const hasPlace = fields.some(({ name }) => name === sandboxPlace.name)
  const maySandbox = account.isDemo && !isReadOnly && hasPlace
  const place = typed[sandboxPlace.name] ?? stored[sandboxPlace.name]
  const isSandbox = !isReadOnly && place === sandboxPlace.value
  const chooseSandbox = (isChosen: boolean) => {
    onChange(sandboxPlace.name, isChosen ? sandboxPlace.value : '')
    onCommit(sandboxPlace.name, isChosen ? sandboxPlace.value : '')
  }
  return (
    <>
      {maySandbox ? (
        <TickBox
          label={words.sandboxBot}
          help={words.sandboxBotHelp}
          checked={isSandbox}
          onChange={chooseSandbox}
        />
      ) : null}
      <div className={styles.pair}>
        {fields
          .filter(({ name }) => !(isSandbox && name === sandboxPlace.name))
          .map((field) => (
            <AnyField key={field.name} field={field} {...props} />
          ))}
      </div>
    </>
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
  return applyingFields(fields, { typed, stored }).filter(
    ({ name, isAdvanced }) => isAdvanced && (!isReadOnly || stored[name]),
  )
}
