import type { ModuleName } from '@otklik/protocol/settings'
import { Link } from '@tanstack/react-router'

import { useWords } from '../../words/index.ts'
import { useMay } from '../settings-shell/index.ts'
import styles from './module-off.module.css'

/** In the place of a control that is absent: which module it needs, and who switches it on. */
export function ModuleOff({ module }: { module: ModuleName }) {
  const { modules } = useWords()
  const isOwner = useMay('account.manage')
  return (
    <p className={styles.line}>
      {modules.needed(modules.names[module])}{' '}
      {isOwner ? (
        <Link to="/settings/modules" className={styles.link}>
          {modules.open}
        </Link>
      ) : (
        modules.askOwner
      )}
    </p>
  )
}
