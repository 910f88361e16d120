import { Button, TextInput } from '@mantine/core'
import type { CreatedInvitation } from '@otklik/protocol'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useFocusWrongField } from '../../ui/use-focus-wrong-field.ts'
import { useWords } from '../../words/index.ts'
import { invitationsQuery } from './api/invitations-query.ts'
import { type Invitee, invite } from './api/invite.ts'
import styles from './drawer.module.css'
import { RoleChoice } from './role-choice.tsx'

const nobody: Invitee = { name: '', email: '', role: 'operator' }

interface InviteFormProps {
  onCreated: (invitation: CreatedInvitation) => void
  onClose: () => void
}

export function InviteForm({ onCreated, onClose }: InviteFormProps) {
  const { common, operators } = useWords()
  const client = useQueryClient()
  const [invitee, setInvitee] = useState(nobody)
  const invitation = useMutation({
    mutationFn: () => invite({ ...invitee, email: invitee.email.trim() }),
    onSuccess: (created) => {
      void client.invalidateQueries({ queryKey: invitationsQuery.queryKey })
      if (created.link) onCreated(created)
      else {
        showToast({ text: operators.sent(created.email) })
        onClose()
      }
    },
  })
  const errors = fieldErrors(invitation.error)
  const error = formError(invitation.error)
  const change = (part: Partial<Invitee>) => {
    setInvitee({ ...invitee, ...part })
    invitation.reset()
  }
  const form = useRef<HTMLFormElement>(null)
  useFocusWrongField(form, invitation.error)
  return (
    <form
      ref={form}
      className={styles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!invitation.isPending) invitation.mutate()
      }}
    >
      <p className={styles.help}>{operators.inviteHelp}</p>
      <TextInput
        label={operators.columns.name}
        value={invitee.name}
        error={fieldError(errors.name)}
        data-autofocus
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        label={operators.columns.email}
        type="email"
        value={invitee.email}
        error={fieldError(errors.email)}
        onChange={(event) => change({ email: event.currentTarget.value })}
      />
      <RoleChoice value={invitee.role} onChange={(role) => change({ role })} />
      {error ? (
        <Notice tone="danger" isNew>
          {error}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton
          type="submit"
          label={operators.inviteSubmit}
          busyLabel={operators.inviting}
          isBusy={invitation.isPending}
        />
        <Button variant="subtle" color="gray" onClick={onClose}>
          {common.cancel}
        </Button>
      </div>
    </form>
  )
}
