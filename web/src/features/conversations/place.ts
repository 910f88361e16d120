import type { Conversation } from '@otklik/protocol'
import type { Words } from '@otklik/words'
import { useWords } from '../../words/index.ts'
import { type FeedState, useFeedState } from '../feed/index.ts'

type Known = Pick<FeedState, 'operators' | 'teams'>

/** More names than this are counted instead. */
const mostNames = 2

/** Whom a waiting conversation waits for: opening, those it is offered to, one operator, a team. */
export function placeOf(
  { status, offer, awaitedOperatorId, waitsForOpening, teamId }: Conversation,
  { operators, teams }: Known,
  words: Words['web']['queue'],
): string {
  const name = (id: string) => operators.get(id)?.name ?? ''
  if (status === 'offered' && offer) {
    const { operatorIds } = offer
    return operatorIds.length > mostNames
      ? words.offeredToMany(operatorIds.length)
      : words.offeredTo(operatorIds.map(name).filter(Boolean).join(', '))
  }
  if (waitsForOpening) return words.waitsForOpening
  if (awaitedOperatorId) return words.waitsFor(name(awaitedOperatorId))
  const team = teams.get(teamId ?? '')
  return team ? words.inTeam(team.name) : ''
}

export function usePlace(conversation: Conversation): string {
  const { queue } = useWords()
  return useFeedState((state) => placeOf(conversation, state, queue))
}
