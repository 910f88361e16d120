import type { Receiver } from '@otklik/protocol/settings'

/** One column for each kind, so that the database sees who is meant. */
export interface ReceiverColumns {
  receiver_operator_id: string | null
  receiver_team_id: string | null
  receiver_bot_id: string | null
  backup_operator_id: string | null
  backup_team_id: string | null
}

/** The database holds exactly one receiver, and a backup where that is a bot. */
export function receiverOf(row: ReceiverColumns): Receiver {
  if (row.receiver_operator_id) return { kind: 'operator', id: row.receiver_operator_id }
  if (row.receiver_team_id) return { kind: 'team', id: row.receiver_team_id }
  const backup = row.backup_operator_id
    ? { kind: 'operator' as const, id: row.backup_operator_id }
    : { kind: 'team' as const, id: row.backup_team_id ?? '' }
  return { kind: 'bot', id: row.receiver_bot_id ?? '', backup }
}

export function receiverColumns(receiver: Receiver): ReceiverColumns {
  const idIf = (isMeant: boolean, id: string) => (isMeant ? id : null)
  const backup = receiver.kind === 'bot' ? receiver.backup : undefined
  return {
    receiver_operator_id: idIf(receiver.kind === 'operator', receiver.id),
    receiver_team_id: idIf(receiver.kind === 'team', receiver.id),
    receiver_bot_id: idIf(receiver.kind === 'bot', receiver.id),
    backup_operator_id: backup?.kind === 'operator' ? backup.id : null,
    backup_team_id: backup?.kind === 'team' ? backup.id : null,
  }
}
