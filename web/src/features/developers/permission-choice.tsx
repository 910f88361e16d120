import { Button } from '@mantine/core'
import type { KeyPermission } from '@otklik/protocol/settings'

import { TickBox } from '../../ui/tick-box.tsx'
import { useWords } from '../../words/index.ts'
import styles from './developers.module.css'

interface PermissionChoiceProps {
  permissions: readonly KeyPermission[]
  chosen: readonly KeyPermission[]
  error: string | undefined
  onChange: (chosen: readonly KeyPermission[]) => void
}

const isReading = (each: KeyPermission) => each.endsWith('.read')
const answering: readonly KeyPermission[] = [
  'conversations.take',
  'conversations.reply',
  'conversations.close',
  'notes.write',
]

/** What a program may do, with what most of them need at hand. */
export function PermissionChoice(props: PermissionChoiceProps) {
  const { permissions, chosen, error, onChange } = props
  const { developers: words } = useWords()
  const names: Partial<Record<string, string>> = words.permissionNames
  const ready = {
    onlyReading: permissions.filter(isReading),
    readAndReply: permissions.filter((each) => isReading(each) || answering.includes(each)),
    everything: permissions,
  }
  return (
    <fieldset className={styles.choice}>
      <legend className={styles.legend}>{words.permissions}</legend>
      <p className={styles.buttons}>
        {(['onlyReading', 'readAndReply', 'everything'] as const).map((each) => (
          <Button
            key={each}
            variant="default"
            size="compact-sm"
            onClick={() => onChange(ready[each])}
          >
            {words[each]}
          </Button>
        ))}
      </p>
      <div className={styles.ticks}>
        {permissions.map((each) => (
          <TickBox
            key={each}
            label={names[each] ?? each}
            checked={chosen.includes(each)}
            aria-invalid={error ? true : undefined}
            onChange={(isOn) =>
              onChange(isOn ? [...chosen, each] : chosen.filter((one) => one !== each))
            }
          />
        ))}
      </div>
      {error ? (
        <p className={styles.wrong} role="alert">
          {chosen.length === 0 ? words.tickOne : error}
        </p>
      ) : null}
    </fieldset>
  )
}
