import styles from './toast-view.module.css'

interface ToastViewProps {
  text: string
  /** Seconds left, not read aloud: a countdown is no news. */
  countdown?: number
  action?: { label: string; run: () => void } | undefined
}

export function ToastView({ text, countdown, action }: ToastViewProps) {
  return (
    <div className={styles.toast}>
      <span className={styles.text}>{text}</span>
      {countdown === undefined ? null : (
        <strong className={styles.countdown} aria-hidden="true">
          {countdown}
        </strong>
      )}
      {action ? (
        <button type="button" className={styles.action} onClick={action.run}>
          {action.label}
        </button>
      ) : null}
    </div>
  )
}
