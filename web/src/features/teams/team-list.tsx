import type { Operator, Team } from '@otklik/protocol'
import { Link } from '@tanstack/react-router'

import { Avatar } from '../../ui/avatar.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import { StatusMark } from '../presence/index.ts'
import styles from './team-list.module.css'
import { useReceiving } from './use-receiving.ts'

/** More faces would say no more: their number stands beside them. */
const MOST_FACES = 6

export function TeamList({ teams }: { teams: readonly Team[] }) {
  const receiving = useReceiving()
  return (
    <ul className={styles.list}>
      {teams.map((team) => (
        <TeamRow key={team.id} team={team} channels={receiving?.(team.id)} />
      ))}
    </ul>
  )
}

function TeamRow({ team, channels }: { team: Team; channels: string[] | undefined }) {
  const { teams: words } = useWords()
  const formats = useFormats()
  const operators = useFeedState((state) => state.operators)
  const members = team.memberIds.flatMap((id) => operators.get(id) ?? [])
  const present = members.filter(({ status }) => status === 'online').length
  const { method, answerWaitS } = team.settings
  const name = words.methods[method]
  const summary =
    method === 'manual' ? name : words.summary(name, formats.duration(answerWaitS * 1000))
  return (
    <li>
      <Link to="/settings/teams/$teamId" params={{ teamId: team.id }} className={styles.row}>
        <span className={styles.words}>
          <span className={styles.name} title={team.name}>
            {team.name}
          </span>
          <span className={styles.help}>{summary}</span>
          {channels ? (
            <span className={styles.help}>
              {channels.length > 0 ? words.receives(channels.join(', ')) : words.receivesNothing}
            </span>
          ) : null}
        </span>
        <span className={styles.people}>
          <Faces members={members} />
          <span className={styles.help}>
            {words.memberCount(members.length)}, {words.online(present)}
          </span>
        </span>
        <Icon name="chevronRight" className={styles.chevron} />
      </Link>
    </li>
  )
}

function Faces({ members }: { members: readonly Operator[] }) {
  const { presence } = useWords()
  if (members.length === 0) return null
  return (
    <span className={styles.faces}>
      {members.slice(0, MOST_FACES).map(({ id, name, status }) => (
        <span key={id} title={`${name}, ${presence.statuses[status]}`}>
          <Avatar name={name} size="sm">
            <StatusMark status={status} isNamed corner="large" />
          </Avatar>
        </span>
      ))}
      {members.length > MOST_FACES ? (
        <span className={styles.more}>+{members.length - MOST_FACES}</span>
      ) : null}
    </span>
  )
}
