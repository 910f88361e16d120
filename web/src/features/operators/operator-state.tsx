import type { Operator } from '@otklik/protocol'

import { useWords } from '../../words/index.ts'
import { StatusMark } from '../presence/index.ts'
import styles from './operator-state.module.css'

interface OperatorStateProps {
  operator: Operator
  /** Conversations can be given to them: then their own status says more than being here. */
  isAnswering: boolean
}

/** A shape with words (interface.md §3); whoever is shut out has no status to speak of. */
export function OperatorState({ operator, isAnswering }: OperatorStateProps) {
  const { operators, presence } = useWords()
  if (isAnswering) {
    return (
      <span className={styles.state}>
        <StatusMark status={operator.status} isNamed />
        {presence.statuses[operator.status]}
      </span>
    )
  }
  const state = stateOf(operator)
  return (
    <span className={styles.state} data-state={state}>
      <span className={styles.shape} />
      {operators[state]}
    </span>
  )
}

function stateOf({ isDisabled, isOnline }: Operator): 'disabled' | 'online' | 'offline' {
  if (isDisabled) return 'disabled'
  return isOnline ? 'online' : 'offline'
}
