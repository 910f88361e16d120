import type { ReactNode } from 'react'

interface ScrollProps {
  label: string
  className: string | undefined
  children: ReactNode
}

/** A wide table: what scrolls has to be reached by the keyboard. */
export function Scroll({ label, className, children }: ScrollProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className={className} aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
