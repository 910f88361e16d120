import type { ButtonLooks, ButtonRows, ShownButtons } from '@otklik/protocol'

import { cut } from './alike.ts'

type Look = ButtonLooks['inline'][number]

/** What becomes of buttons on a platform: the first look that they fit into, else the last, cut. */
export function lookOf({ placement, rows }: ButtonRows, looks: ButtonLooks): ShownButtons {
  const options = rows.flat().map(({ label, value = label }) => ({ label, value }))
  const labels = options.map(({ label }) => label)
  const possible = looks[placement]
  const look = possible.find((each) => fits(labels, each)) ?? (possible.at(-1) as Look)
  const shown = options.slice(0, look.max)
  const { maxLabelLength = Number.POSITIVE_INFINITY } = look
  return {
    as: look.as,
    options: shown.map(({ label, value }) => ({ label: cut(label, maxLabelLength), value })),
    left: options.length - shown.length,
  }
}

export const fits = (labels: readonly string[], { max, maxLabelLength }: Look): boolean =>
  (max === undefined || labels.length <= max) && longLabels(labels, maxLabelLength).length === 0

export const longLabels = (labels: readonly string[], most: number | undefined): string[] =>
  most === undefined ? [] : labels.filter((label) => label.length > most)
