import { useSession } from '../features/session/index.ts'
import { Icon } from '../ui/icons.tsx'
import { useWords } from '../words/index.ts'
import styles from './suspended.module.css'

/** Why nothing can be changed here; the way to another company is in the account menu. */
export function Suspended() {
  const { common } = useWords()
  const { isSuspended } = useSession().account
  return (
    <div role="status">
      {isSuspended ? (
        <p className={styles.bar}>
          <Icon name="lock" />
          {common.suspended}
        </p>
      ) : null}
    </div>
  )
}
