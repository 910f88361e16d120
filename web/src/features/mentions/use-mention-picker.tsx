import { type KeyboardEvent, type ReactNode, type RefObject, useMemo, useState } from 'react'

import { Icon } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { type Callable, typedName } from './find-mentions.ts'
import styles from './mention-picker.module.css'

interface PickerOptions {
  field: RefObject<HTMLTextAreaElement | null>
  text: string
  /** Only notes call anybody: a customer does not see them. */
  isNote: boolean
  setText: (text: string) => void
}

interface MentionPicker {
  list: ReactNode
  /** True where the key was for the list. */
  onKeyDown: (event: KeyboardEvent) => boolean
  /** Whom a text may call. */
  callable: readonly Callable[]
}

const mostShown = 7

/** `@` in a note opens the names of colleagues and teams; the rest is typed or chosen. */
export function useMentionPicker({ field, text, isNote, setText }: PickerOptions): MentionPicker {
  const callable = useCallable()
  const [closedAt, setClosedAt] = useState<string>()
  const [chosen, setChosen] = useState(0)
  const caret = field.current?.selectionStart ?? text.length
  const typed = isNote ? typedName(text, Math.min(caret, text.length)) : undefined
  const fits = typed === undefined || closedAt === text ? [] : matching(callable, typed)
  const index = Math.min(chosen, Math.max(0, fits.length - 1))

  const pick = (whom: Callable) => {
    const at = text.slice(0, caret).lastIndexOf('@')
    const before = `${text.slice(0, at)}@${whom.name} `
    const next = before + text.slice(caret).trimStart()
    setText(next)
    setClosedAt(next)
    setChosen(0)
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(before.length, before.length)
    })
  }
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const whom = fits[index]
    if (!whom) return false
    if (event.key === 'ArrowDown') setChosen((index + 1) % fits.length)
    else if (event.key === 'ArrowUp') setChosen((index - 1 + fits.length) % fits.length)
    else if (event.key === 'Enter' || event.key === 'Tab') pick(whom)
    else if (event.key === 'Escape') setClosedAt(text)
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }
  const list = fits.length > 0 ? <Names names={fits} index={index} onPick={pick} /> : undefined
  return { list, onKeyDown, callable }
}

interface NamesProps {
  names: readonly Callable[]
  index: number
  onPick: (whom: Callable) => void
}

function Names({ names, index, onPick }: NamesProps) {
  const { composer } = useWords()
  return (
    <>
      <div className={styles.list} role="listbox" aria-label={composer.mention}>
        {names.map((whom, place) => (
          <button
            key={`${whom.kind} ${whom.id}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={place === index}
            className={styles.name}
            // The field keeps the focus: typing goes on.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onPick(whom)}
          >
            <Icon name={whom.kind === 'team' ? 'people' : 'contact'} />
            {whom.name}
          </button>
        ))}
      </div>
      <span className={styles.status} role="status">
        {names[index]?.name}
      </span>
    </>
  )
}

function useCallable(): readonly Callable[] {
  const me = useSession().operator.id
  const operators = useFeedState((state) => state.operators)
  const teams = useFeedState((state) => state.teams)
  return useMemo(() => {
    const people = [...operators.values()].filter((each) => !each.isDisabled && each.id !== me)
    return [
      ...people.map(({ id, name }) => ({ kind: 'operator' as const, id, name })),
      ...[...teams.values()].map(({ id, name }) => ({ kind: 'team' as const, id, name })),
    ]
  }, [operators, teams, me])
}

/** Any word of a name may be begun; one that is written in full is not offered any more. */
function matching(callable: readonly Callable[], typed: string): Callable[] {
  const wanted = typed.toLowerCase()
  if (callable.some(({ name }) => name.toLowerCase() === wanted.trimEnd())) return []
  const isBegun = (name: string) =>
    name.startsWith(wanted) || name.split(' ').some((word) => word.startsWith(wanted))
  return callable.filter(({ name }) => isBegun(name.toLowerCase())).slice(0, mostShown)
}
