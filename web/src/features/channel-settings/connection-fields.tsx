import type { ChannelField, ChannelKindView } from '@otklik/protocol'
import { useEffect, useState } from 'react'

import { TickBox } from '../../ui/tick-box.tsx'
import { useWords } from '../../words/index.ts'
import { useSession } from '../session/index.ts'
import { settingPath } from './connection-draft.ts'
import { mainField } from './connection-errors.ts'
import styles from './fields.module.css'
import { IdentityField } from './identity-field.tsx'
import { OpenField } from './open-field.tsx'
import { SecretField } from './secret-field.tsx'
import type { IdentityCheck } from './use-identity-check.ts'

export interface ConnectionFieldsProps {
  kind: ChannelKindView
  /** What was typed, by the name of the field. */
  typed: Readonly<Record<string, string>>
  /** What is stored, secrets as masks; empty for a new channel. */
  stored: Readonly<Record<string, string>>
  /** By the path of a field. */
  errors: Readonly<Record<string, string>>
  identity: Pick<IdentityCheck, 'identity' | 'isChecking'>
  isReadOnly?: boolean
  onChange: (name: string, value: string | undefined) => void
  onCommit: (name: string, value: string) => void
}

/** Drawn from the platform's own description: nothing here knows which platform it is. */
export function ConnectionFields(props: ConnectionFieldsProps) {
  const { kind, identity, errors } = props
  const main = mainField(kind)
  const plain = kind.fields.filter(({ isAdvanced }) => !isAdvanced)
  return (
    <>
      <div className={styles.pair}>
        {plain.map((field) => (
          <AnyField key={field.name} field={field} {...props} />
        ))}
        <IdentityField
          label={kind.identityLabel}
          isRefused={main !== undefined && errors[settingPath(main.name)] !== undefined}
          {...identity}
        />
      </div>
      <AdvancedFields {...props} />
    </>
  )
}

/** What a demo account calls the stand-ins of its own sandbox. */
const sandboxPlace = { name: 'apiUrl', value: 'sandbox' }

function AdvancedFields(props: ConnectionFieldsProps) {
  const { kind, typed, stored, errors, isReadOnly, onChange, onCommit } = props
  const { channelSettings: words } = useWords()
  const { account } = useSession()
  // What was never filled in has nothing to show once it can no longer be.
  const fields = kind.fields.filter(
    ({ name, isAdvanced }) => isAdvanced && (!isReadOnly || stored[name]),
  )
  const isSandbox =
    !isReadOnly && (typed[sandboxPlace.name] ?? stored[sandboxPlace.name]) === sandboxPlace.value
  const isUsed = fields.some(({ name }) => typed[name] || stored[name])
  const isWrong = fields.some(({ name }) => errors[settingPath(name)])
  const [isOpen, setOpen] = useState(isUsed)
  useEffect(() => {
    if (isWrong) setOpen(true)
  }, [isWrong])
  if (fields.length === 0) return null
  const maySandbox =
    account.isDemo && !isReadOnly && fields.some(({ name }) => name === sandboxPlace.name)
  const shown = fields.filter(({ name }) => !(isSandbox && name === sandboxPlace.name))
  const chooseSandbox = (isChosen: boolean) => {
    onChange(sandboxPlace.name, isChosen ? sandboxPlace.value : '')
    onCommit(sandboxPlace.name, isChosen ? sandboxPlace.value : '')
  }
  return (
    <details
      className={styles.advanced}
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{words.advanced}</summary>
      {maySandbox ? (
        <TickBox
          label={words.sandboxBot}
          help={words.sandboxBotHelp}
          checked={isSandbox}
          onChange={chooseSandbox}
          className={styles.sandbox}
        />
      ) : null}
      <div className={styles.pair}>
        {shown.map((field) => (
          <AnyField key={field.name} field={field} {...props} />
        ))}
      </div>
    </details>
  )
}

function AnyField({ field, ...props }: ConnectionFieldsProps & { field: ChannelField }) {
  const { typed, stored, errors, isReadOnly = false, onChange, onCommit } = props
  const { name, isSecret } = field
  const common = {
    field,
    isReadOnly,
    error: errors[settingPath(name)],
    onChange: (value: string | undefined) => onChange(name, value),
    onCommit: (value: string) => onCommit(name, value),
  }
  return isSecret ? (
    <SecretField {...common} value={typed[name]} saved={stored[name]} />
  ) : (
    <OpenField {...common} value={typed[name] ?? stored[name] ?? ''} />
  )
}
