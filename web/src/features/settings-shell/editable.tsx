import { createContext, type ReactNode, use } from 'react'

import styles from './editable.module.css'

/** Settings that can be looked at and not changed: the company is suspended. */
export const ReadOnly = createContext(false)

/** Fields and buttons that change settings: all of them are off where nothing can be changed. */
export function Editable({ children }: { children: ReactNode }) {
  return (
    <fieldset className={styles.fields} role="presentation" disabled={use(ReadOnly)}>
      {children}
    </fieldset>
  )
}
