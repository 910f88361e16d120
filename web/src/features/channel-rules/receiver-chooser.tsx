import { Popover } from '@mantine/core'
import { useId, useState } from 'react'

import { fieldError } from '../../ui/field-error.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'
import { fieldId } from '../editing/index.ts'
import styles from './receiver-chooser.module.css'
import { ReceiverOptions } from './receiver-options.tsx'
import { type ReceiverOption, useReceiverOptions } from './use-receiver-options.tsx'

interface ReceiverChooserProps {
  kind: 'operator' | 'team'
  chosenId: string
  error: string | undefined
  onChoose: (id: string) => void
}

/** One of everybody who may receive, with their state, found by typing. */
export function ReceiverChooser({ kind, chosenId, error, onChoose }: ReceiverChooserProps) {
  const { channelRules: words } = useWords()
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const options = useReceiverOptions(kind)
  const chosen = options.find((option) => option.id === chosenId)
  const isGone = chosenId !== '' && !chosen
  const label = words.receiverKinds[kind]
  return (
    <div>
      <p id={`${id}-label`} className={styles.label}>
        {label}
      </p>
      <Popover
        opened={isOpen}
        onChange={setOpen}
        width="target"
        position="bottom-start"
        trapFocus
        withRoles={false}
      >
        <Popover.Target>
          <button
            id={fieldId('receiver.id')}
            type="button"
            aria-haspopup="dialog"
            aria-expanded={isOpen}
            className={styles.field}
            data-wrong={error ? true : undefined}
            aria-labelledby={`${id}-label ${id}-name`}
            aria-describedby={`${id}-below`}
            onClick={() => setOpen(!isOpen)}
          >
            {chosen?.mark}
            <span id={`${id}-name`} className={styles.name} data-empty={!chosen || undefined}>
              {chosen?.name ?? words.chooseReceiver[kind]}
            </span>
            <Icon name="chevronDown" />
          </button>
        </Popover.Target>
        <Popover.Dropdown
          role="dialog"
          className={styles.dropdown}
          aria-label={words.chooseReceiver[kind]}
        >
          <ReceiverOptions
            kind={kind}
            options={options}
            chosenId={chosenId}
            onChoose={(option: ReceiverOption) => {
              onChoose(option.id)
              setOpen(false)
            }}
          />
        </Popover.Dropdown>
      </Popover>
      <p
        id={`${id}-below`}
        className={styles.below}
        data-wrong={error || isGone ? true : undefined}
      >
        {error || isGone ? fieldError(error ?? words.goneReceiver) : chosen?.state}
      </p>
    </div>
  )
}
