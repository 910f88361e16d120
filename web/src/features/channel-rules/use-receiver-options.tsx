import type { Operator, Team } from '@otklik/protocol'
import type { Bot } from '@otklik/protocol/settings'
import type { ReactNode } from 'react'

import { Avatar } from '../../ui/avatar.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import { loadOf, StatusMark } from '../presence/index.ts'
import styles from './receiver-chooser.module.css'
import { answeringOperators } from './receiver-name.ts'
import { useBots } from './use-bots.ts'

/** Who is chosen from: of one kind, or whoever may stand behind a bot. */
export type Choice = 'operator' | 'team' | 'bot' | 'backup'

export interface ReceiverOption {
  kind: 'operator' | 'team' | 'bot'
  id: string
  name: string
  /** «на линии, занято 3 из 8»; «4 сотрудника, на линии 2»; «отвечает». */
  state: string
  mark: ReactNode
}

/** Everybody who may receive conversations; nothing while they are not known yet. */
export function useReceiverOptions(choice: Choice): ReceiverOption[] | undefined {
  const operators = useOperatorOptions()
  const teams = useTeamOptions()
  const bots = useBotOptions()
  if (choice === 'bot') return bots
  if (choice === 'backup') return [...teams, ...operators]
  return choice === 'operator' ? operators : teams
}

/** Whose name holds all the words of the query, in any order. */
export function matchingOptions(options: readonly ReceiverOption[], query: string) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return options.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
}

function useOperatorOptions(): ReceiverOption[] {
  const operators = useFeedState((state) => state.operators)
  const teams = useFeedState((state) => state.teams)
  const stateOf = useOperatorState()
  return answeringOperators(operators, teams).map((operator) => ({
    kind: 'operator',
    id: operator.id,
    name: operator.name,
    state: stateOf(operator),
    mark: (
      <Avatar name={operator.name} size="sm">
        <StatusMark status={operator.status} isNamed corner="large" />
      </Avatar>
    ),
  }))
}

function useTeamOptions(): ReceiverOption[] {
  const operators = useFeedState((state) => state.operators)
  const teams = useFeedState((state) => state.teams)
  const stateOf = useTeamState(operators)
  return [...teams.values()]
    .sort((one, other) => one.name.localeCompare(other.name))
    .map((team) => ({
      kind: 'team',
      id: team.id,
      name: team.name,
      state: stateOf(team),
      mark: <Icon name="people" />,
    }))
}

function useBotOptions(): ReceiverOption[] | undefined {
  const bots = useBots()
  const stateOf = useBotState()
  return bots?.map((bot) => ({
    kind: 'bot',
    id: bot.id,
    name: bot.name,
    state: stateOf(bot),
    mark: <span className={styles.dot} data-tone={toneOf(bot)} />,
  }))
}

function toneOf({ isAvailable, trouble }: Bot): 'ok' | 'off' | 'danger' {
  if (isAvailable) return 'ok'
  return !trouble || trouble === 'disabled' || trouble === 'not-published' ? 'off' : 'danger'
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

function useBotState(): (bot: Bot) => string {
  const { channelRules: words } = useWords()
  return ({ isAvailable, trouble, holds }) => {
    if (isAvailable) return holds > 0 ? words.botHolds(holds) : words.botStates.available
    if (trouble === 'not-published') return words.botStates['not-published']
    return trouble && trouble !== 'disabled' ? words.botStates.silent : words.botStates.disabled
  }
}
