import type { ButtonLooks, OfferedButtons } from '@otklik/protocol'

/** What the server takes, whatever the messenger. */
export const mostButtons = 10

type Placement = OfferedButtons['placement']
type Look = ButtonLooks[Placement][number]

/** What a customer will see of the labels, the empty ones left out, and what has to be changed before they can be sent. */
export interface Outcome {
  as: Look['as']
  /** There may be no more than this. */
  most?: number
  /** By its place among the labels. */
  wrong: ReadonlyMap<number, LabelProblem>
}

/** How long it may be at most, or that it is there already. */
export type LabelProblem = { limit: number } | 'same'

/** The first look they fit into; what fits into none is measured by the last. */
export function outcomeOf(labels: readonly string[], looks: ButtonLooks[Placement]): Outcome {
  const count = labels.filter(Boolean).length
  const fits = ({ max, maxLabelLength }: Look) =>
    count <= (max ?? count) && labels.every(({ length }) => length <= (maxLabelLength ?? length))
  const { as, max, maxLabelLength } = looks.find(fits) ?? (looks.at(-1) as Look)
  const wrong = new Map<number, LabelProblem>()
  labels.forEach((label, index) => {
    if (label.length > (maxLabelLength ?? label.length)) {
      wrong.set(index, { limit: maxLabelLength ?? 0 })
    } else if (label && labels.findIndex((other) => isSame(other, label)) < index) {
      wrong.set(index, 'same')
    }
  })
  return { as, ...(max !== undefined && count > max && { most: max }), wrong }
}

/** Typed, a label chooses its button in whatever case. */
const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** One below the other, and closer when there are many: platforms show six rows. */
export function toRows(labels: readonly string[]): OfferedButtons['rows'] {
  const perRow = Math.ceil(labels.length / 6)
  return Array.from({ length: Math.ceil(labels.length / perRow) }, (_, row) =>
    labels.slice(row * perRow, (row + 1) * perRow).map((label) => ({ label })),
  )
}
