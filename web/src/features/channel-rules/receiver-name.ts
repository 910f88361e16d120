import type { Operator, Team } from '@otklik/protocol'

import { useFeedState } from '../feed/index.ts'
import type { ReceiverDraft } from './rules-draft.ts'
import { useBots } from './use-bots.ts'

/** Who it is, where they are still there. */
export function useReceiverName(): (receiver: ReceiverDraft) => string | undefined {
  const operators = useFeedState((state) => state.operators)
  const teams = useFeedState((state) => state.teams)
  const bots = useBots()
  return ({ kind, id }) => {
    if (kind === 'operator') return operators.get(id)?.name
    if (kind === 'team') return teams.get(id)?.name
    return bots?.find((bot) => bot.id === id)?.name
  }
}

/** Whoever can be given conversations: enabled, and among those who answer. */
export function answeringOperators(
  operators: ReadonlyMap<string, Operator>,
  teams: ReadonlyMap<string, Team>,
): Operator[] {
  const answering = [...teams.values()].find(({ isEveryone }) => isEveryone)?.memberIds
  return [...operators.values()]
    .filter(({ id, isDisabled }) => !isDisabled && (!answering || answering.includes(id)))
    .sort((one, other) => one.name.localeCompare(other.name))
}
