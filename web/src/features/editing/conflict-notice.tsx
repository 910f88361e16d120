import { Notice } from '../../ui/notice.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { useWords } from '../../words/index.ts'
import styles from './conflict-notice.module.css'
import { differences, namesOf } from './draft.ts'
import type { Conflict, Editing } from './use-editing.ts'
import { useWhoWords } from './use-who-words.ts'

/**
 * How a value is read in the table of differences: `before` is what was stored when the reader
 * began, by which a long list tells what was put in and taken out.
 */
export type Show<Values extends object> = (
  name: keyof Values,
  value: Values[keyof Values],
  side: { whose: 'theirs' | 'mine'; before: Values[keyof Values] },
) => string

interface ConflictNoticeProps<Values extends object> {
  edit: Editing<Values>
  show: Show<Values>
}

/** Somebody else was quicker: both versions are shown, and only a click overwrites one. */
export function ConflictNotice<Values extends object>({ edit, show }: ConflictNoticeProps<Values>) {
  const { editing: words } = useWords()
  const say = useWhoWords()
  const { conflict, isComparing } = edit
  if (!conflict) return null
  return (
    <Notice
      id={edit.conflictId}
      tone="warn"
      isNew
      help={words.conflictHelp}
      actions={
        <>
          <TextButton aria-expanded={isComparing} onClick={() => edit.compare(!isComparing)}>
            {isComparing ? words.hideDifferences : words.differences}
          </TextButton>
          <TextButton onClick={edit.saveMine}>{words.saveMine}</TextButton>
          <TextButton onClick={edit.revert}>{words.takeTheirs}</TextButton>
          {isComparing ? <Differences edit={edit} conflict={conflict} show={show} /> : null}
        </>
      }
    >
      {say(conflict)}
    </Notice>
  )
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
          const read = (value: Values[keyof Values], whose: 'theirs' | 'mine') =>
            show(name, value, { whose, before: before[name] }) || words.empty
          return (
            <tr key={String(name)}>
              <th scope="row">{edit.names[name]}</th>
              <td>{read(theirs[name], 'theirs')}</td>
              <td>{mine === undefined ? words.untouched : read(mine, 'mine')}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
