import type { Conversation, Operator, Team } from '@otklik/protocol'
import type { Bot } from '@otklik/protocol/settings'

import type { Transfer } from '../conversations/index.ts'
import { holds } from '../palette/match.ts'
import { loadOf } from '../presence/load.ts'

export type Receiver = Transfer['to'] & { name: string }

export interface OperatorChoice {
  operator: Operator
  held: number
}

export interface Receivers {
  teams: readonly Team[]
  operators: readonly OperatorChoice[]
  bots: readonly Bot[]
}

interface Known {
  operators: ReadonlyMap<string, Operator>
  teams: ReadonlyMap<string, Team>
  conversations: ReadonlyMap<string, Conversation>
}

/** Who can be given the conversation: those on line first, the least loaded of them at the top. */
export function receiversOf(
  known: Known,
  conversation: Pick<Conversation, 'operatorId'>,
  me: string,
): Omit<Receivers, 'bots'> {
  const answering = [...known.teams.values()].find(({ isEveryone }) => isEveryone)?.memberIds
  const operators = [...known.operators.values()]
    .filter(({ id, isDisabled }) => !isDisabled && id !== me && id !== conversation.operatorId)
    .filter(({ id }) => !answering || answering.includes(id))
    .map((operator) => ({
      operator,
      held: loadOf(known.conversations.values(), operator.id),
    }))
  return {
    teams: [...known.teams.values()].sort(byName),
    operators: operators.sort(
      (a, b) =>
        Number(isThere(b.operator)) - Number(isThere(a.operator)) ||
        share(a) - share(b) ||
        byName(a.operator, b.operator),
    ),
  }
}

/** By name: what becomes unavailable meanwhile keeps its place. */
export function botsFor(bots: readonly Bot[], { status, bot }: Conversation): Bot[] {
  const holderId = status === 'bot' ? bot?.id : undefined
  return bots.filter(({ id }) => id !== holderId).sort(byName)
}

/** Whose name holds all the words of the query, in any order and in either layout. */
export function matching({ teams, operators, bots }: Receivers, query: string): Receivers {
  const isFound = ({ name }: { name: string }) => holds(name, query)
  return {
    teams: teams.filter(isFound),
    operators: operators.filter(({ operator }) => isFound(operator)),
    bots: bots.filter(isFound),
  }
}

/** As they stand one under the other; a bot that would not answer is passed over. */
export function choicesOf({ teams, operators, bots }: Receivers): Receiver[] {
  return [
    ...teams.map(({ id, name }) => ({ kind: 'team' as const, id, name })),
    ...operators.map(({ operator: { id, name } }) => ({ kind: 'operator' as const, id, name })),
    ...bots
      .filter(({ isAvailable }) => isAvailable)
      .map(({ id, name }) => ({ kind: 'bot' as const, id, name })),
  ]
}

export const isThere = ({ status }: Operator): boolean => status === 'online'

const share = ({ operator, held }: OperatorChoice): number => held / Math.max(1, operator.capacity)

function byName(a: { name: string }, b: { name: string }): number {
  return a.name.localeCompare(b.name)
}
