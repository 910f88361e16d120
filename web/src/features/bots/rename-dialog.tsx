import { Button, Modal, TextInput } from '@mantine/core'
import type { Bot } from '@otklik/protocol/settings'
import { useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { useBotWords } from '../../words/bot-words.ts'
import { useWords } from '../../words/index.ts'
import styles from './forms.module.css'
import { useBotChange } from './use-bots.ts'

interface RenameDialogProps {
  bot: Bot
  isOpen: boolean
  onClose: () => void
}

export function RenameDialog({ bot, isOpen, onClose }: RenameDialogProps) {
  const { common } = useWords()
  const { list: words } = useBotWords()
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={words.rename}
      size={440}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <RenameForm bot={bot} onClose={onClose} />
    </Modal>
  )
}

/** Inside the dialog, so that what was typed and given up is forgotten with it. */
function RenameForm({ bot, onClose }: Omit<RenameDialogProps, 'isOpen'>) {
  const { common } = useWords()
  const { list: words } = useBotWords()
  const [name, setName] = useState(bot.name)
  const renaming = useBotChange(bot, onClose)
  const errors = fieldErrors(renaming.error)
  const failure = formError(renaming.error)
  return (
    <form
      className={styles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!renaming.isPending) renaming.mutate({ name })
      }}
    >
      <TextInput
        label={words.name}
        value={name}
        maxLength={60}
        data-autofocus
        description={errors.name ? undefined : words.nameHelp}
        error={fieldError(errors.name)}
        onChange={(event) => {
          setName(event.currentTarget.value)
          renaming.reset()
        }}
      />
      {failure ? (
        <Notice tone="danger" isNew>
          {failure}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton
          type="submit"
          label={common.save}
          busyLabel={words.renaming}
          isBusy={renaming.isPending}
        />
        <Button variant="subtle" color="gray" onClick={onClose}>
          {common.cancel}
        </Button>
      </div>
    </form>
  )
}
