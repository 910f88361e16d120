import type { Warning } from '@otklik/protocol/settings'

import { type AccountFacts, type CheckedChannel, inChannel } from './account-facts.ts'

/** Whether a customer who writes finds somebody. */
export function checkReceiver(channel: CheckedChannel, facts: AccountFacts): Warning[] {
  const { receiver } = facts.account.channel(channel.id)
  if (receiver.kind === 'operator') return checkOperator(channel, receiver.id, facts)
  if (receiver.kind === 'team') return checkTeam(channel, receiver.id, facts)
  return []
}

function checkOperator(
  channel: CheckedChannel,
  id: string,
  { account: { settings, members } }: AccountFacts,
): Warning[] {
  const operator = settings.operator(id)
  const mend = { receiver: { kind: 'team' as const, id: settings.everyone.id } }
  const told = (code: 'receiver-disabled' | 'no-backup') =>
    inChannel(channel, 'working', { code, facts: { name: operator?.name ?? '' }, mend })
  if (operator?.isDisabled !== false) return [told('receiver-disabled')]
  // Who works alone has nobody to be relieved by.
  const others = (members.get(settings.everyone.id) ?? []).filter((member) => member !== id)
  return others.length > 0 ? [told('no-backup')] : []
}

function checkTeam(channel: CheckedChannel, id: string, facts: AccountFacts): Warning[] {
  const { account, roster, now } = facts
  const { settings } = account
  const team = settings.team(id) ?? settings.everyone
  const name = { team: team.name }
  if (!team.isStaffed && !team.isEveryone) {
    const mend = { receiver: { kind: 'team' as const, id: settings.everyone.id } }
    return [inChannel(channel, 'working', { code: 'empty-team', facts: name, mend })]
  }
  const ids = account.members.get(team.id) ?? []
  const isSomebodyThere = roster.some(
    (entry) => ids.includes(entry.id) && entry.isPresent && entry.status !== 'offline',
  )
  if (isSomebodyThere || !settings.schedule.isOpen(now)) return []
  return [inChannel(channel, 'working', { code: 'nobody-on-line', facts: name })]
}

/** A backup that is relied upon has somebody in it. */
export function checkTeams({ account: { teams, settings } }: AccountFacts): Warning[] {
  return teams.flatMap((team): Warning[] => {
    const { id, name, backupTeamId, whenNobodyAnswers, afterQueueWait } = team
    if (whenNobodyAnswers !== 'backup' && afterQueueWait !== 'backup') return []
    const backup = backupTeamId === null ? undefined : settings.team(backupTeamId)
    if (backup && (backup.isStaffed || backup.isEveryone)) return []
    const { everyone } = settings
    const alone = {
      backupTeamId: null,
      ...(whenNobodyAnswers === 'backup' && { whenNobodyAnswers: 'again' as const }),
      ...(afterQueueWait === 'backup' && { afterQueueWait: 'tell' as const }),
    }
    const change = team.isEveryone ? alone : { backupTeamId: everyone.id }
    return [
      {
        code: 'empty-backup',
        place: { kind: 'team', id },
        facts: { team: name, backup: backup?.name ?? '' },
        mend: { team: { id, settings: change } },
      },
    ]
  })
}
