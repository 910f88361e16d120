import type { InstallationAccount } from '@otklik/protocol/settings'

import { useWords } from '../../words/index.ts'
import styles from './company-state.module.css'

/** A shape with words: filled while it works, barred while it does not (interface.md §3). */
export function CompanyState({ company }: { company: InstallationAccount }) {
  const { companies: words } = useWords()
  const state = stateOf(company)
  const { invited } = company
  return (
    <span className={styles.state} data-state={state}>
      <span className={styles.shape} />
      <span className={styles.words}>
        {words.states[state]}
        {state === 'waits' && invited ? (
          <span className={styles.invited}>{words.invited(invited.name, invited.email)}</span>
        ) : null}
      </span>
    </span>
  )
}

function stateOf({ isSuspended, isDemo, invited }: InstallationAccount) {
  if (isSuspended) return 'suspended'
  if (isDemo) return 'demo'
  return invited ? 'waits' : 'works'
}
