import { Button } from '@mantine/core'
import type { Invitation } from '@otklik/protocol'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { useServerTime } from '../feed/index.ts'
import { Block } from '../settings-shell/index.ts'
import { invitationsQuery } from './api/invitations-query.ts'
import { withdrawInvitation } from './api/withdraw-invitation.ts'
import styles from './invitations.module.css'

/** Those who were asked and have not come; absent when there are none. */
export function Invitations() {
  const { operators } = useWords()
  const { data: invitations } = useQuery(invitationsQuery)
  const [withdrawn, setWithdrawn] = useState<Invitation>()
  if (!invitations || invitations.length === 0) return null
  return (
    <Block title={operators.invitations} help={operators.invitationsHelp}>
      <ul className={styles.list}>
        {invitations.map((invitation) => (
          <InvitationRow
            key={invitation.id}
            invitation={invitation}
            onWithdraw={() => setWithdrawn(invitation)}
          />
        ))}
      </ul>
      {withdrawn ? (
        <WithdrawDialog invitation={withdrawn} onClose={() => setWithdrawn(undefined)} />
      ) : null}
    </Block>
  )
}

interface InvitationRowProps {
  invitation: Invitation
  onWithdraw: () => void
}

function InvitationRow({ invitation, onWithdraw }: InvitationRowProps) {
  const { operators } = useWords()
  const formats = useFormats()
  const { name, email, role, expiresAt } = invitation
  const hasExpired = useServerTime((now) => Date.parse(expiresAt) < now)
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p className={styles.name}>{name}</p>
        <p className={styles.second}>
          {email} · {operators.roles[role]} ·{' '}
          {hasExpired
            ? operators.expired
            : operators.validUntil(formats.fullMoment(new Date(expiresAt)))}
        </p>
      </div>
      <Button
        variant="default"
        size="xs"
        aria-label={operators.withdrawOf(email)}
        onClick={onWithdraw}
      >
        {operators.withdraw}
      </Button>
    </li>
  )
}

function WithdrawDialog({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const { operators } = useWords()
  const client = useQueryClient()
  const withdrawal = useMutation({
    mutationFn: () => withdrawInvitation(invitation.id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: invitationsQuery.queryKey })
      onClose()
    },
  })
  return (
    <ConfirmDialog
      isOpen
      title={operators.withdrawTitle(invitation.name)}
      confirm={operators.withdraw}
      refuse={operators.keepInvitation}
      isBusy={withdrawal.isPending}
      failure={withdrawal.error}
      onConfirm={() => withdrawal.mutate()}
      onClose={onClose}
    >
      {operators.withdrawHelp}
    </ConfirmDialog>
  )
}
