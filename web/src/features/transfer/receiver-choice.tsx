import { TextInput } from '@mantine/core'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'

import { ReceiverList } from './receiver-list.tsx'
import { choicesOf, matching, type Receiver, type Receivers } from './receivers.ts'

interface ReceiverChoiceProps {
  receivers: Receivers
  label: string
  chosen: Receiver | undefined
  onChoose: (to: Receiver) => void
  /** The dialog begins with it. */
  isFirst?: true
}

/**
 * A field to search in, and who is found: arrows walk, Enter chooses, the field keeps the focus. Enter on
 * who is chosen already is the form's, and sends it.
 */
export function ReceiverChoice({ receivers, label, chosen, ...props }: ReceiverChoiceProps) {
  const { onChoose, isFirst } = props
  const [query, setQuery] = useState('')
  /** Nobody is offered by the opened list alone: Enter must not choose whom nobody looked at. */
  const [place, setPlace] = useState<number>()
  const listId = useId()
  const shown = useMemo(() => matching(receivers, query), [receivers, query])
  const choices = choicesOf(shown)
  const current = place === undefined ? undefined : choices[Math.min(place, choices.length - 1)]
  const walk = (from: number, step: number) => {
    setPlace((from + step + choices.length) % Math.max(1, choices.length))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const at = current ? choices.indexOf(current) : undefined
    if (event.key === 'ArrowDown') walk(at ?? -1, 1)
    else if (event.key === 'ArrowUp') walk(at ?? 0, -1)
    else if (event.key === 'Enter' && current && current.id !== chosen?.id) onChoose(current)
    // Whoever was chosen before is not shown: nothing goes to somebody out of sight.
    else if (event.key !== 'Enter' || current || query.trim() === '') return
    event.preventDefault()
  }
  return (
    <>
      <TextInput
        data-autofocus={isFirst}
        aria-label={label}
        aria-controls={current && listId}
        aria-activedescendant={current && `${listId}-${current.id}`}
        placeholder={label}
        autoComplete="off"
        value={query}
        onChange={(event) => {
          const typed = event.currentTarget.value
          setQuery(typed)
          setPlace(typed.trim() === '' ? undefined : 0)
        }}
        onKeyDown={onKeyDown}
      />
      <ReceiverList
        id={listId}
        receivers={shown}
        query={query}
        currentId={current?.id}
        chosen={chosen}
        onChoose={(to) => {
          setPlace(choices.findIndex(({ id }) => id === to.id))
          onChoose(to)
        }}
      />
    </>
  )
}
