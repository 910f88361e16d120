import type { Operator, Team } from '@otklik/protocol'
import type { Bot } from '@otklik/protocol/settings'
import type { ReactNode } from 'react'

import { Avatar } from '../../ui/avatar.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import { StatusMark } from '../presence/index.ts'
import { isThere, type Receiver, type Receivers } from './receivers.ts'
import styles from './transfer-dialog.module.css'

interface ReceiverListProps {
  id: string
  receivers: Receivers
  query: string
  /** Whom the arrows of the search field have come to. */
  currentId: string | undefined
  chosen: Receiver | undefined
  onChoose: (to: Receiver) => void
}

/** Teams, then colleagues, then bots: one choice among all of them, by arrows as well. */
export function ReceiverList({ id: listId, currentId, chosen, ...props }: ReceiverListProps) {
  const { receivers: words } = useWords()
  const { receivers, query, onChoose } = props
  const { teams, operators, bots } = receivers
  const stateOf = (id: string) => ({
    id: `${listId}-${id}`,
    isChosen: chosen?.id === id,
    isCurrent: currentId === id,
  })
  if (teams.length + operators.length + bots.length === 0) {
    return <p className={styles.nobody}>{words.nobodyFound(query.trim())}</p>
  }
  return (
    <div id={listId} className={styles.list} role="radiogroup" aria-label={words.title}>
      {teams.length > 0 ? <h3 className={styles.heading}>{words.teams}</h3> : null}
      {teams.map((team) => (
        <TeamItem
          key={team.id}
          team={team}
          {...stateOf(team.id)}
          onChoose={() => onChoose({ kind: 'team', id: team.id, name: team.name })}
        />
      ))}
      {operators.length > 0 ? <h3 className={styles.heading}>{words.operators}</h3> : null}
      {operators.map(({ operator, held }) => (
        <OperatorItem
          key={operator.id}
          operator={operator}
          held={held}
          {...stateOf(operator.id)}
          onChoose={() => onChoose({ kind: 'operator', id: operator.id, name: operator.name })}
        />
      ))}
      {bots.length > 0 ? <h3 className={styles.heading}>{words.bots.title}</h3> : null}
      {bots.map((bot) => (
        <BotItem
          key={bot.id}
          bot={bot}
          {...stateOf(bot.id)}
          onChoose={() => onChoose({ kind: 'bot', id: bot.id, name: bot.name })}
        />
      ))}
    </div>
  )
}

interface ItemProps {
  id: string
  isChosen: boolean
  isCurrent: boolean
  onChoose: () => void
}

function TeamItem({ team, ...choice }: ItemProps & { team: Team }) {
  const { receivers: words } = useWords()
  const operators = useFeedState((state) => state.operators)
  const members = team.memberIds.flatMap((id) => operators.get(id) ?? [])
  const present = members.filter(isThere).length
  const help = members.length > 0 ? words.online(present) : words.noMembers
  return (
    <Item
      {...choice}
      name={team.name}
      mark={
        <span className={styles.team}>
          <Icon name="people" />
        </span>
      }
      help={members.length > 0 ? `${words.members(members.length)}, ${help}` : help}
    />
  )
}

function OperatorItem({
  operator,
  held,
  ...choice
}: ItemProps & { operator: Operator; held: number }) {
  const { receivers: words, presence } = useWords()
  const formats = useFormats()
  const load = presence.loadShort(formats.number(held), formats.number(operator.capacity))
  const status = presence.statuses[operator.status]
  return (
    <Item
      {...choice}
      name={operator.name}
      mark={
        <Avatar name={operator.name} size="sm">
          <StatusMark status={operator.status} isNamed corner="large" />
        </Avatar>
      }
      help={choice.isChosen && operator.status === 'offline' ? words.willWait : status}
      end={load}
      endName={presence.load(formats.number(held), formats.number(operator.capacity))}
    />
  )
}

/** Nobody is given to a bot that would not answer. */
function BotItem({ bot, ...choice }: ItemProps & { bot: Bot }) {
  const { bots: words } = useWords().receivers
  const reasons: Partial<Record<NonNullable<Bot['trouble']>, string>> = {
    disabled: words.off,
    'not-published': words.draft,
  }
  const reason = bot.trouble ? reasons[bot.trouble] : undefined
  return (
    <Item
      {...choice}
      name={bot.name}
      mark={
        <span className={styles.team}>
          <Icon name="bot" />
        </span>
      }
      help={bot.isAvailable ? words.begins : (reason ?? words.silent)}
      isOff={!bot.isAvailable}
    />
  )
}

interface RowProps extends ItemProps {
  name: string
  mark: ReactNode
  help: string
  end?: string
  endName?: string
  /** It can be reached and read, but not chosen: `help` says why. */
  isOff?: boolean
}

function Item({ name, mark, help, end, endName, isOff, ...choice }: RowProps) {
  const { id, isChosen, isCurrent, onChoose } = choice
  return (
    <label
      className={styles.item}
      data-off={isOff || undefined}
      data-current={isCurrent || undefined}
      ref={isCurrent ? reveal : undefined}
    >
      <input
        id={id}
        type="radio"
        name="receiver"
        className={styles.radio}
        checked={isChosen}
        aria-label={[name, help, endName].filter(Boolean).join(', ')}
        aria-disabled={isOff}
        onChange={isOff ? () => undefined : onChoose}
      />
      {mark}
      <span className={styles.words}>
        <span className={styles.name} title={name}>
          {name}
        </span>
        <span className={styles.help}>{help}</span>
      </span>
      {end ? <span className={styles.end}>{end}</span> : null}
    </label>
  )
}

const reveal = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' })
