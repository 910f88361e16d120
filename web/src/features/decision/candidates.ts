import type { Decision } from '@otklik/protocol'
import type { Words } from '@otklik/words'

export type Candidate = Decision['candidates'][number]

/** Whom it chose, who could have had it, then the others; each as the rule left them. */
export function inOrder(candidates: readonly Candidate[]): Candidate[] {
  const rank = ({ isChosen, exclusion }: Candidate) => (isChosen ? 0 : exclusion ? 2 : 1)
  return [...candidates].sort((a, b) => rank(a) - rank(b))
}

/** «нет места», «на перерыве»; or that nothing spoke against them. */
export function reasonOf(
  { exclusion, isChosen }: Candidate,
  { exclusions, couldHave }: Words['web']['decision'],
): string {
  if (exclusion) return exclusions[exclusion]
  return isChosen ? '' : couldHave
}

/** How long they had been without a new conversation when it was decided. */
export function idleMs({ lastAssignedAt }: Candidate, { at }: Decision): number | undefined {
  return lastAssignedAt ? Math.max(0, Date.parse(at) - Date.parse(lastAssignedAt)) : undefined
}

/** Asked all at once: nobody was chosen before the others. */
export function isAskedTogether({ candidates }: Decision): boolean {
  return candidates.filter(({ isChosen }) => isChosen).length > 1
}
