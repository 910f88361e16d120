import type { Operator } from '@otklik/protocol'

import { useWords } from '../../words/index.ts'
import styles from './operator-state.module.css'

/** A shape with words: filled when here, hollow when not, barred when shut out (interface.md §3). */
export function OperatorState({ operator }: { operator: Operator }) {
  const { operators } = useWords()
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
