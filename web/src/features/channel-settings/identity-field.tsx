import { Loader, TextInput } from '@mantine/core'
import type { ChannelIdentity } from '@otklik/protocol'

import { Icon } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'
import styles from './fields.module.css'

interface IdentityFieldProps {
  /** «Имя бота» */
  label: string
  identity: ChannelIdentity | undefined
  isChecking: boolean
  /** Known, but it is not what can be connected here. */
  isRefused: boolean
}

/** Fills itself in once the credentials have been checked (TG-08). */
export function IdentityField({ label, identity, isChecking, isRefused }: IdentityFieldProps) {
  const { channelSettings: words } = useWords()
  const help = identity && !isRefused ? words.identityFound : words.identityHelp
  return (
    <TextInput
      label={label}
      readOnly
      value={identity ? nameOf(identity) : ''}
      placeholder={isChecking ? words.checking : ''}
      description={isChecking ? words.checking : help}
      classNames={{ input: styles.identity ?? '' }}
      aria-live="polite"
      aria-busy={isChecking}
      rightSection={
        isChecking ? (
          <Loader size={14} />
        ) : identity && !isRefused ? (
          <Icon name="check" className={styles.found} />
        ) : null
      }
    />
  )
}

function nameOf({ name, username }: ChannelIdentity): string {
  return username ? `${name} @${username}` : name
}
