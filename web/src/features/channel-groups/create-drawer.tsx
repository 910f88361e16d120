import { Button, Drawer, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { useFocusWrongField } from '../../ui/use-focus-wrong-field.ts'
import { useWords } from '../../words/index.ts'
import { createGroup, groupsQuery } from './api/groups.ts'
import styles from './channel-groups.module.css'

interface CreateDrawerProps {
  isOpen: boolean
  onClose: () => void
}

export function CreateDrawer({ isOpen, onClose }: CreateDrawerProps) {
  const { common, channelGroups: words } = useWords()
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      title={words.createTitle}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <CreateForm onClose={onClose} />
    </Drawer>
  )
}

function CreateForm({ onClose }: { onClose: () => void }) {
  const { common, channelGroups: words } = useWords()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const creation = useMutation({
    mutationFn: () => createGroup(name),
    onSuccess: async (group) => {
      await client.invalidateQueries({ queryKey: groupsQuery.queryKey })
      onClose()
      void navigate({ to: '/settings/channel-groups/$groupId', params: { groupId: group.id } })
    },
  })
  const errors = fieldErrors(creation.error)
  const failure = formError(creation.error)
  const form = useRef<HTMLFormElement>(null)
  useFocusWrongField(form, creation.error)
  return (
    <form
      ref={form}
      className={styles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!creation.isPending) creation.mutate()
      }}
    >
      <TextInput
        label={words.name}
        value={name}
        description={errors.name ? undefined : words.createHelp}
        error={fieldError(errors.name)}
        data-autofocus
        onChange={(event) => {
          setName(event.currentTarget.value)
          creation.reset()
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
          label={words.create}
          busyLabel={words.creating}
          isBusy={creation.isPending}
        />
        <Button variant="subtle" color="gray" onClick={onClose}>
          {common.cancel}
        </Button>
      </div>
    </form>
  )
}
