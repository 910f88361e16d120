import type { ComponentPropsWithRef } from 'react'

import button from '../../ui/icon-button.module.css'
import { Glyph, type GlyphName } from './glyph.tsx'

interface GlyphButtonProps extends ComponentPropsWithRef<'button'> {
  glyph: GlyphName
  label: string
  keys?: string | undefined
}

export function GlyphButton({ glyph, label, keys, className, ...rest }: GlyphButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={keys ? `${label} · ${keys}` : label}
      className={className ? `${button.button} ${className}` : button.button}
      {...rest}
    >
      <Glyph name={glyph} />
    </button>
  )
}
