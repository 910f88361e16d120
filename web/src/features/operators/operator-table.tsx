import type { Operator } from '@otklik/protocol'

import { Avatar } from '../../ui/avatar.tsx'
import { useWords } from '../../words/index.ts'
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
            <th scope="col">{columns.state}</th>
            <th scope="col" className={styles.actions}>
              <span className={styles.unseen}>{columns.actions}</span>
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
  const isMe = useSession().operator.id === operator.id
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
      <td className={styles.state}>
        <OperatorState operator={operator} />
      </td>
      <td className={styles.actions}>
        <OperatorMenu operator={operator} />
      </td>
    </tr>
  )
}
