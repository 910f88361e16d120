import { Popover } from '@mantine/core'
import { useId, useState } from 'react'

import { fieldError } from '../../ui/field-error.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'
import { fieldId } from '../editing/index.ts'
import styles from './receiver-chooser.module.css'
import { ReceiverOptions } from './receiver-options.tsx'
import { type Choice, type ReceiverOption, useReceiverOptions } from './use-receiver-options.tsx'

interface ReceiverChooserProps {
  /** Where the usual one says too little. */
  label?: string
  choice: Choice
  chosenId: string
  /** Of the field in the form: where a problem leads to. */
  path: string
  error: string | undefined
  /** In the place of how the chosen one is. */
  help?: string
  onChoose: (option: ReceiverOption) => void
}

/** One of everybody who may receive, with their state, found by typing. */
export function ReceiverChooser(props: ReceiverChooserProps) {
  const { choice, chosenId, path, error, help, onChoose } = props
  const { channelRules: words } = useWords()
  const { label = words.receiverLabels[choice] } = props
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const options = useReceiverOptions(choice)
  const chosen = options?.find((option) => option.id === chosenId)
  const isGone = chosenId !== '' && options !== undefined && !chosen
  const wrong = error ?? (isGone ? words.goneReceiver[choice] : undefined)
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
            id={fieldId(path)}
            type="button"
            aria-haspopup="dialog"
            aria-expanded={isOpen}
            className={styles.field}
            data-wrong={wrong ? true : undefined}
            aria-labelledby={`${id}-label ${id}-name`}
            aria-describedby={`${id}-below`}
            onClick={() => setOpen(!isOpen)}
          >
            {chosen?.mark}
            <span id={`${id}-name`} className={styles.name} data-empty={!chosen || undefined}>
              {chosen?.name ?? words.chooseReceiver[choice]}
            </span>
            <Icon name="chevronDown" />
          </button>
        </Popover.Target>
        <Popover.Dropdown
          role="dialog"
          className={styles.dropdown}
          aria-label={words.chooseReceiver[choice]}
        >
          <ReceiverOptions
            choice={choice}
            options={options ?? []}
            chosenId={chosenId}
            onChoose={(option) => {
              onChoose(option)
              setOpen(false)
            }}
          />
        </Popover.Dropdown>
      </Popover>
      <p id={`${id}-below`} className={styles.below} data-wrong={wrong ? true : undefined}>
        {wrong ? fieldError(wrong) : (help ?? chosen?.state)}
      </p>
    </div>
  )
}
