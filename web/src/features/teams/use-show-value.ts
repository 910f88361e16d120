import type { Team, TeamSettings } from '@otklik/protocol'

import { saySla } from '../../ui/say-sla.ts'
import { useFormats, useWords } from '../../words/index.ts'
import { type Show, useListWords } from '../editing/index.ts'
import { useFeedState } from '../feed/index.ts'
import type { TeamValues } from './team-values.ts'

/** How a conflict reads the value of a setting. */
export function useShowValue(teams: readonly Team[]): Show<TeamValues> {
  const { teams: words } = useWords()
  const formats = useFormats()
  const operators = useFeedState((state) => state.operators)
  const sayList = useListWords()
  return (name, value, { before }) => {
    if (name === 'memberIds') {
      const lists = { before: before as string[], now: value as string[] }
      return sayList(lists, { keyOf: String, nameOf: (id) => operators.get(id)?.name ?? '' })
    }
    if (typeof value === 'boolean') return value ? words.yes : words.no
    if (typeof value === 'number') return formats.duration(value * 1000)
    if (name === 'settings.absence') {
      const { policy, afterS } = value as TeamSettings['absence']
      return `${words.absences[policy]}, ${formats.duration(afterS * 1000)}`
    }
    if (name === 'settings.sla') {
      const { usual, vip } = value as TeamSettings['sla']
      const say = (targets: TeamSettings['sla']['usual']) =>
        saySla(targets, { words: words.slaTargets, none: words.slaNone, formats })
      return vip ? `${say(usual)}. ${words.slaForVip(say(vip))}` : say(usual)
    }
    if (name === 'settings.backupTeamId') {
      return teams.find(({ id }) => id === value)?.name ?? words.noBackup
    }
    if (value === null) return words.any
    const labels: Record<string, string> = {
      ...words.methods,
      ...words.hands,
      ...(name === 'settings.afterQueueWait' ? words.afterQueue : {}),
      ...(name === 'settings.whenNobodyAnswers' ? words.whenNobody : {}),
    }
    return labels[String(value)] ?? String(value)
  }
}
