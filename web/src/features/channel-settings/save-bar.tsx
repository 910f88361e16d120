import { Button } from '@mantine/core'
import type { ChannelKindView } from '@otklik/protocol'
import type { ReactNode } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import styles from './save-bar.module.css'
import type { ChannelEditor } from './use-channel-editor.ts'

interface SaveBarProps {
  editor: ChannelEditor
  kind: ChannelKindView
  /** What is not about saving, alone at the right. */
  aside: ReactNode
}

/** Always there, so that nobody wonders whether a change is kept. */
export function SaveBar({ editor, kind, aside }: SaveBarProps) {
  const { settings } = useWords()
  const { unsaved, isSaving, conflict, save, revert } = editor
  const isDirty = unsaved.length > 0
  const isOff = !isDirty || conflict !== undefined
  return (
    <footer className={styles.bar} data-dirty={isDirty || undefined}>
      <BusyButton
        label={settings.save}
        busyLabel={settings.saving}
        isBusy={isSaving}
        isOff={isOff}
        keys="Ctrl S"
        onClick={save}
      />
      {isDirty ? (
        <Button variant="subtle" color="gray" onClick={revert}>
          {settings.revert}
        </Button>
      ) : null}
      <SavingState editor={editor} kind={kind} />
      <span className={styles.aside}>{aside}</span>
    </footer>
  )
}

function SavingState({ editor, kind }: Omit<SaveBarProps, 'aside'>) {
  const { channelSettings, settings } = useWords()
  const formats = useFormats()
  const { unsaved, isSaving, savedAt, errors } = editor
  const wrong = kind.fields.find(({ name }) => errors.fields[name])
  if (errors.form || wrong) {
    return (
      <p className={`${styles.state} ${styles.failure}`} role="alert">
        {wrong
          ? channelSettings.toMend(wrong.label)
          : `${channelSettings.cannotSave}: ${errors.form}`}
      </p>
    )
  }
  return (
    <p className={styles.state} role="status">
      {!isSaving && unsaved.length > 0 ? settings.unsaved(unsaved.join(', ')) : null}
      {!isSaving && unsaved.length === 0 && savedAt ? (
        <span className={styles.saved}>
          <Icon name="check" />
          {settings.savedAt(formats.time(savedAt))}
        </span>
      ) : null}
      {!isSaving && unsaved.length === 0 && !savedAt ? settings.saved : null}
    </p>
  )
}
