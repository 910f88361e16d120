import type { ComponentPropsWithRef } from 'react'

import styles from './text-button.module.css'

/** A quiet act among words. */
export function TextButton({ className, ...rest }: ComponentPropsWithRef<'button'>) {
  return (
    <button
      type="button"
      className={className ? `${styles.button} ${className}` : styles.button}
      {...rest}
    />
  )
}
