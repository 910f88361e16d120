import type { Operator, Team } from '@otklik/protocol'
import type { ReactNode } from 'react'

import { Avatar } from '../../ui/avatar.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import { loadOf, StatusMark } from '../presence/index.ts'
import { answeringOperators } from './receiver-name.ts'

export interface ReceiverOption {
  id: string
  name: string
  /** «на линии, занято 3 из 8»; «4 сотрудника, на линии 2». */
  state: string
  mark: ReactNode
}

/** Everybody of one kind who may receive conversations. */
export function useReceiverOptions(kind: 'operator' | 'team'): ReceiverOption[] {
  const operators = useFeedState((state) => state.operators)
  const teams = useFeedState((state) => state.teams)
  const stateOfOperator = useOperatorState()
  const stateOfTeam = useTeamState(operators)
  if (kind === 'operator') {
    return answeringOperators(operators, teams).map((operator) => ({
      id: operator.id,
      name: operator.name,
      state: stateOfOperator(operator),
      mark: (
        <Avatar name={operator.name} size="sm">
          <StatusMark status={operator.status} isNamed corner="large" />
        </Avatar>
      ),
    }))
  }
  return [...teams.values()]
    .sort((one, other) => one.name.localeCompare(other.name))
    .map((team) => ({
      id: team.id,
      name: team.name,
      state: stateOfTeam(team),
      mark: <Icon name="people" />,
    }))
}

/** Whose name holds all the words of the query, in any order. */
export function matchingOptions(options: readonly ReceiverOption[], query: string) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return options.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
}

function useOperatorState(): (operator: Operator) => string {
  const { presence } = useWords()
  const { number } = useFormats()
  const conversations = useFeedState((state) => state.conversations)
  return ({ id, status, capacity }) => {
    const held = loadOf(conversations.values(), id)
    return `${presence.statuses[status]}, ${presence.load(number(held), number(capacity))}`
  }
}

function useTeamState(operators: ReadonlyMap<string, Operator>): (team: Team) => string {
  const { channelRules: words } = useWords()
  return ({ memberIds }) => {
    const members = memberIds.flatMap((id) => operators.get(id) ?? [])
    if (members.length === 0) return words.noMembers
    const present = members.filter(({ status }) => status === 'online').length
    return `${words.members(members.length)}, ${words.onLine(present)}`
  }
}
