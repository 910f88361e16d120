import type { Operator, Team } from '@otklik/protocol'

import { useFeedState } from '../feed/index.ts'
import type { ReceiverDraft } from './rules-draft.ts'

/** Who it is, where they are still there. */
export function useReceiverName(): (receiver: ReceiverDraft) => string | undefined {
  const operators = useFeedState((state) => state.operators)
  const teams = useFeedState((state) => state.teams)
  return ({ kind, id }) => {
    if (kind === 'operator') return operators.get(id)?.name
    return kind === 'team' ? teams.get(id)?.name : undefined
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
