import type { ReactNode } from 'react'

import styles from './avatar.module.css'
import { Icon } from './icons.tsx'
import { initialsOf } from './initials.ts'

interface AvatarProps {
  name: string
  size?: 'xs' | 'sm' | 'md' | 'lg'
  className?: string | undefined
  /** The channel's glyph at its corner. */
  children?: ReactNode
}

const iconSize = { xs: 12, sm: 16, md: 16, lg: 20 }

/** Grey initials: a customer's colour would mean something it does not. */
export function Avatar({ name, size = 'md', className, children }: AvatarProps) {
  const initials = initialsOf(name)
  return (
    <span className={`${styles.avatar} ${className ?? ''}`} data-size={size} aria-hidden="true">
      {initials || <Icon name="contact" size={iconSize[size]} />}
      {children}
    </span>
  )
}
