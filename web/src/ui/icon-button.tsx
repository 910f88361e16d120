import type { ComponentPropsWithRef } from 'react'

import styles from './icon-button.module.css'
import { Icon, type IconName } from './icons.tsx'

interface IconButtonProps extends ComponentPropsWithRef<'button'> {
  icon: IconName
  /** A verb: «Передать», not «Стрелки». */
  label: string
  /** Shown after the name in the title, as «Alt A». */
  keys?: string | undefined
  size?: number
}

export function IconButton({ icon, label, keys, size, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={keys ? `${label} · ${keys}` : label}
      className={className ? `${styles.button} ${className}` : styles.button}
      {...rest}
    >
      <Icon name={icon} {...(size ? { size } : {})} />
    </button>
  )
}
