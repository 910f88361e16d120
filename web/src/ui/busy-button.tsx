import { Button, type ButtonProps, Loader } from '@mantine/core'

import styles from './busy-button.module.css'

interface BusyButtonProps extends Omit<ButtonProps, 'loading' | 'children'> {
  type?: 'button' | 'submit'
  /** «Сохранить» */
  label: string
  /** «Сохраняем»; takes the place of the label without changing the width. */
  busyLabel?: string | undefined
  isBusy: boolean
  /** Why it does nothing now stands beside it; it stays in reach of the keyboard. */
  isOff?: boolean
  /** Where the label alone does not tell one of many from another. */
  name?: string
  /** «Ctrl S» */
  keys?: string | undefined
  onClick?: () => void
}

/** Says what it is doing, keeps its width, and cannot be pressed twice (interface.md §7). */
export function BusyButton(props: BusyButtonProps) {
  const { label, busyLabel = label, isBusy, isOff = false, keys, name, onClick, ...rest } = props
  const isIdle = isBusy || isOff
  return (
    <Button
      {...rest}
      {...(isOff && { 'data-disabled': true })}
      aria-label={name}
      aria-disabled={isIdle || undefined}
      aria-busy={isBusy || undefined}
      aria-keyshortcuts={keys?.replace('Ctrl', 'Control').replaceAll(' ', '+')}
      onClick={(event) => {
        if (isIdle) event.preventDefault()
        else onClick?.()
      }}
    >
      <span className={styles.faces}>
        <span className={styles.face} data-hidden={isBusy || undefined}>
          {label}
          {keys ? (
            <span className={styles.keys} aria-hidden="true">
              {keys}
            </span>
          ) : null}
        </span>
        <span className={styles.face} data-hidden={!isBusy || undefined}>
          {busyLabel}
          <Loader size={14} color="currentColor" />
        </span>
      </span>
    </Button>
  )
}
