import type { Team } from '@otklik/protocol'

const USUAL_NORM_MS = 5 * 60_000

export type Urgency = 'plain' | 'warn' | 'danger'

/** Plain under 60 % of the norm, a warning until it, danger after it. */
export function urgencyOf(waitedMs: number, normMs: number): Urgency {
  if (waitedMs >= normMs) return 'danger'
  return waitedMs >= normMs * 0.6 ? 'warn' : 'plain'
}

/** How soon a conversation should be answered: its team's norm, or everybody's. */
export function normOf(teams: ReadonlyMap<string, Team>, teamId: string | undefined): number {
  const team = teams.get(teamId ?? '') ?? [...teams.values()].find(({ isEveryone }) => isEveryone)
  return team ? team.settings.answerNormS * 1000 : USUAL_NORM_MS
}
