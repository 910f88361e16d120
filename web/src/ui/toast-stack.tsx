import { type ReactNode, useSyncExternalStore } from 'react'

import styles from './toast-stack.module.css'
import { ToastView } from './toast-view.tsx'
import { hideToast, toasts } from './toasts.ts'

interface ToastStackProps {
  label: string
  /** Toasts that come from the state rather than from an act. */
  children?: ReactNode
}

export function ToastStack({ label, children }: ToastStackProps) {
  const shown = useSyncExternalStore(toasts.subscribe, toasts.get)
  return (
    <section className={styles.stack} role="status" aria-label={label}>
      {children}
      {shown.map(({ id, text, action }) => (
        <ToastView
          key={id}
          text={text}
          action={
            action && {
              label: action.label,
              run: () => {
                hideToast(id)
                action.run()
              },
            }
          }
        />
      ))}
    </section>
  )
}
