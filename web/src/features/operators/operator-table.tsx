import type { Operator } from '@otklik/protocol'

import { Avatar } from '../../ui/avatar.tsx'
import unseen from '../../ui/unseen.module.css'
import { useFormats, useWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { OperatorMenu } from './operator-menu.tsx'
import { OperatorState } from './operator-state.tsx'
import styles from './operator-table.module.css'

export function OperatorTable({ operators }: { operators: readonly Operator[] }) {
  const { operators: words } = useWords()
  const { columns } = words
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={words.people}>
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col">{columns.email}</th>
            <th scope="col">{columns.role}</th>
            <th scope="col" className={styles.teams}>
              {columns.teams}
            </th>
            <th scope="col" className={styles.capacity}>
              {columns.capacity}
            </th>
            <th scope="col">{columns.state}</th>
            <th scope="col" className={styles.actions}>
              <span className={unseen.text}>{columns.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {operators.map((operator) => (
            <OperatorRow key={operator.id} operator={operator} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function OperatorRow({ operator }: { operator: Operator }) {
  const { operators: words } = useWords()
  const { columns } = words
  const formats = useFormats()
  const isMe = useSession().operator.id === operator.id
  const teams = useFeedState((state) => state.teams)
  const own = [...teams.values()].filter(({ memberIds }) => memberIds.includes(operator.id))
  const isAnswering = own.some(({ isEveryone }) => isEveryone)
  const names = own.filter(({ isEveryone }) => !isEveryone).map(({ name }) => name)
  const skills = isAnswering ? operator.skills.join(', ') : ''
  return (
    <tr data-disabled={operator.isDisabled || undefined}>
      <th scope="row" className={styles.person}>
        <Avatar name={operator.name} size="sm" />
        <span className={styles.name} title={operator.name}>
          {operator.name}
        </span>
        {isMe ? <span className={styles.me}>{words.you}</span> : null}
      </th>
      <td className={styles.email} title={operator.email}>
        {operator.email}
      </td>
      <td className={styles.role}>{words.roles[operator.role]}</td>
      <td className={styles.teams} title={[names.join(', '), skills].filter(Boolean).join('\n')}>
        {names.join(', ') || <span className={styles.none}>—</span>}
        {skills ? <span className={styles.skills}>{skills}</span> : null}
      </td>
      <td className={styles.capacity}>
        {isAnswering ? (
          <>
            <span className={styles.phoneOnly}>{columns.capacity}: </span>
            {formats.number(operator.capacity)}
          </>
        ) : (
          <span className={styles.none}>—</span>
        )}
      </td>
      <td className={styles.state}>
        <OperatorState operator={operator} isAnswering={isAnswering} />
      </td>
      <td className={styles.actions}>
        <OperatorMenu operator={operator} />
      </td>
    </tr>
  )
}
