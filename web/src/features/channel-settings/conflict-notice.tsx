import type { ChannelKindView } from '@otklik/protocol'
import { useState } from 'react'

import { Notice } from '../../ui/notice.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { useWords } from '../../words/index.ts'
import styles from './conflict-notice.module.css'
import { differences } from './draft.ts'
import type { ChannelEditor } from './use-channel-editor.ts'

interface ConflictNoticeProps {
  editor: ChannelEditor
  kind: ChannelKindView
}

/** Somebody else was quicker: both versions are shown, and only a click overwrites one. */
export function ConflictNotice({ editor, kind }: ConflictNoticeProps) {
  const { channelSettings: words } = useWords()
  const [isOpen, setOpen] = useState(false)
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
          <TextButton onClick={editor.saveMine}>{words.saveMine}</TextButton>
          <TextButton onClick={editor.revert}>{words.takeTheirs}</TextButton>
          {isOpen ? <Differences editor={editor} kind={kind} /> : null}
        </>
      }
    >
      {words.conflict}
    </Notice>
  )
}

function Differences({ editor, kind }: ConflictNoticeProps) {
  const { channelSettings: words } = useWords()
  const { conflict, draft } = editor
  if (!conflict) return null
  const { before, theirs } = conflict
  const rows = differences(kind.fields, before, theirs).map(({ name, label, isSecret }) => {
    const typed = draft.settings[name]
    const kept = before.settings[name]
    return {
      label,
      theirs: theirs.settings[name] ?? '',
      mine: (isSecret && typed ? '••••' : typed) ?? kept ?? '',
    }
  })
  if (before.signature !== theirs.signature) {
    rows.push({
      label: words.signature,
      theirs: words.signatures[theirs.signature],
      mine: words.signatures[draft.signature ?? theirs.signature],
    })
  }
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
        {rows.map((row) => (
          <tr key={row.label}>
            <th scope="row">{row.label}</th>
            <td>{row.theirs || words.empty}</td>
            <td>{row.mine || words.empty}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
