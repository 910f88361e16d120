import type { ScenarioStepKind } from '@otklik/protocol/settings'

/** Beside those of `ui/icons`, which every page loads: these only the builder shows. */
const paths = {
  branch:
    'M4 2.7a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3zM12 10.3a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3zM4 5.7v3.1a3 3 0 0 0 3 3h3.5M5.5 4.2h4A2.5 2.5 0 0 1 12 6.7v.6',
  fit: 'M2.8 6V2.8H6M10 2.8h3.2V6M13.2 10v3.2H10M6 13.2H2.8V10',
  grip: 'M6 3.5v.01M10 3.5v.01M6 8v.01M10 8v.01M6 12.5v.01M10 12.5v.01',
  minus: 'M3 8h10',
  question: 'M5.7 6a2.3 2.3 0 1 1 3.4 2c-.7.4-1.1.8-1.1 1.6M8 12.1v.1',
  redo: 'M12.8 2.9v3.4H9.4M12.5 6.2a5.1 5.1 0 1 0 .3 3.7',
  request: 'M1.9 8h8.4M7.4 4.9L10.5 8l-3.1 3.1M13.6 3v10',
  rows: 'M5.6 4h8M5.6 8h8M5.6 12h8M2.6 4v.01M2.6 8v.01M2.6 12v.01',
  tag: 'M2.6 2.6h5l5.9 5.9-5 5-5.9-5.9zM5.4 5.4v.1',
  text: 'M3.4 4.7V3.3h9.2v1.4M8 3.5v9.3M6.3 12.8h3.4',
  undo: 'M3.2 2.9v3.4h3.4M3.5 6.2a5.1 5.1 0 1 1-.3 3.7',
  bot: 'M8 1.9v2.3M4.3 4.2h7.4a1.5 1.5 0 0 1 1.5 1.5v5.4a1.5 1.5 0 0 1-1.5 1.5H4.3a1.5 1.5 0 0 1-1.5-1.5V5.7a1.5 1.5 0 0 1 1.5-1.5zM6.1 7.5v1.3M9.9 7.5v1.3',
  clock: 'M8 1.9a6.1 6.1 0 1 1 0 12.2A6.1 6.1 0 0 1 8 1.9zM8 4.9v3.3l2.2 1.3',
  done: 'M8 1.9a6.1 6.1 0 1 1 0 12.2A6.1 6.1 0 0 1 8 1.9zM5.4 8.2l1.9 1.9 3.4-3.8',
  grid: 'M2.6 2.6h4.2v4.2H2.6zM9.2 2.6h4.2v4.2H9.2zM2.6 9.2h4.2v4.2H2.6zM9.2 9.2h4.2v4.2H9.2z',
  page: 'M3 2.5h10v11H3zM5.5 5.5h5M5.5 8h5M5.5 10.5h3',
  people:
    'M6 2.7a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8zM1.5 13.1c.5-2.2 2.2-3.5 4.5-3.5s4 1.3 4.5 3.5M10.6 2.9a2.3 2.3 0 0 1 0 4.4M12.2 9.9c1.3.5 2.1 1.7 2.4 3.2',
} as const

export type GlyphName = keyof typeof paths

export const stepGlyphs: Record<ScenarioStepKind, GlyphName> = {
  message: 'text',
  question: 'question',
  choice: 'grid',
  topic: 'rows',
  condition: 'branch',
  set: 'tag',
  wait: 'clock',
  request: 'request',
  'hand-over': 'people',
  scenario: 'bot',
  template: 'page',
  close: 'done',
}

/** As they stand in the palette: what is used most, and what belongs together. */
export const stepKinds = Object.keys(stepGlyphs) as ScenarioStepKind[]

interface GlyphProps {
  name: GlyphName
  size?: number
  className?: string | undefined
}

/** Decoration beside words, as `Icon`. */
export function Glyph({ name, size = 16, className }: GlyphProps) {
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}
