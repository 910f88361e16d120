import { useState } from 'react'

import { Notice } from '../../ui/notice.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import styles from './conflict-notice.module.css'
import { differences, namesOf } from './draft.ts'
import type { Conflict, Editing } from './use-editing.ts'

/** How a value is read in the table of differences. */
export type Show<Values extends object> = (
  name: keyof Values,
  value: Values[keyof Values],
  whose: 'theirs' | 'mine',
) => string

interface ConflictNoticeProps<Values extends object> {
  edit: Editing<Values>
  show: Show<Values>
}

/** Somebody else was quicker: both versions are shown, and only a click overwrites one. */
export function ConflictNotice<Values extends object>({ edit, show }: ConflictNoticeProps<Values>) {
  const { editing: words } = useWords()
  const [isOpen, setOpen] = useState(false)
  const { conflict } = edit
  if (!conflict) return null
  return (
    <Notice
      tone="warn"
      isNew
      help={words.conflictHelp}
      actions={
        <>
          <TextButton aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? words.hideDifferences : words.differences}
          </TextButton>
          <TextButton onClick={edit.saveMine}>{words.saveMine}</TextButton>
          <TextButton onClick={edit.revert}>{words.takeTheirs}</TextButton>
          {isOpen ? <Differences edit={edit} conflict={conflict} show={show} /> : null}
        </>
      }
    >
      <Who conflict={conflict} />
    </Notice>
  )
}

/** «Настройки изменил Пётр Гущин в 14:20» */
function Who({ conflict: { by, at } }: { conflict: Conflict<object> }) {
  const { editing: words } = useWords()
  const formats = useFormats()
  if (!by) return words.conflict
  if (!at) return words.conflictBy(by)
  const isToday = at.toDateString() === new Date().toDateString()
  return isToday
    ? words.conflictByAt(by, formats.time(at))
    : words.conflictByOn(by, formats.moment(at))
}

interface DifferencesProps<Values extends object> extends ConflictNoticeProps<Values> {
  conflict: Conflict<Values>
}

function Differences<Values extends object>({ edit, conflict, show }: DifferencesProps<Values>) {
  const { editing: words } = useWords()
  const { before, theirs } = conflict
  const names = new Set([...differences(before, theirs), ...namesOf(edit.changes)])
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{words.setting}</th>
          <th scope="col">{words.theirs}</th>
          <th scope="col">{words.mine}</th>
        </tr>
      </thead>
      <tbody>
        {[...names].map((name) => {
          const mine = edit.changes[name]
          return (
            <tr key={String(name)}>
              <th scope="row">{edit.names[name]}</th>
              <td>{show(name, theirs[name], 'theirs') || words.empty}</td>
              <td>
                {mine === undefined ? words.untouched : show(name, mine, 'mine') || words.empty}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
