import { TextInput } from '@mantine/core'
import { type KeyboardEvent, useId, useState } from 'react'

import { useWords } from '../../words/index.ts'
import styles from './receiver-chooser.module.css'
import { type Choice, matchingOptions, type ReceiverOption } from './use-receiver-options.tsx'

interface ReceiverOptionsProps {
  choice: Choice
  options: readonly ReceiverOption[]
  chosenId: string
  onChoose: (option: ReceiverOption) => void
}

/** A search field over a list; arrows walk the list, Enter chooses, the focus stays in the field. */
export function ReceiverOptions({ choice, options, chosenId, onChoose }: ReceiverOptionsProps) {
  const { channelRules: words } = useWords()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const id = useId()
  const found = matchingOptions(options, query)
  const current = found[Math.min(active, found.length - 1)]
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      setActive((active + step + found.length) % Math.max(1, found.length))
    }
    if (event.key === 'Enter' && current) {
      event.preventDefault()
      onChoose(current)
    }
  }
  return (
    <>
      <TextInput
        data-autofocus
        role="combobox"
        aria-label={words.findReceiver[choice]}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={current ? `${id}-${current.id}` : undefined}
        placeholder={words.findReceiver[choice]}
        value={query}
        autoComplete="off"
        onChange={(event) => {
          setQuery(event.currentTarget.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div
        id={`${id}-list`}
        className={styles.list}
        role="listbox"
        aria-label={words.chooseReceiver[choice]}
      >
        {found.map((option) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
          <div
            key={option.id}
            id={`${id}-${option.id}`}
            role="option"
            tabIndex={-1}
            className={styles.option}
            aria-selected={option.id === chosenId}
            data-active={option === current || undefined}
            onClick={() => onChoose(option)}
          >
            {option.mark}
            <span className={styles.words}>
              <span title={option.name}>{option.name}</span>
              <span className={styles.second}>{option.state}</span>
            </span>
          </div>
        ))}
      </div>
      {found.length === 0 ? (
        <p className={styles.nobody} role="status">
          {options.length === 0 ? words.nobodyYet[choice] : words.nobodyFound(query.trim())}
        </p>
      ) : null}
    </>
  )
}
