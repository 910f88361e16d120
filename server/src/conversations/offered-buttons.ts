import { type ButtonLooks, mostOfferedButtons, type sendMessageRequest } from '@otklik/protocol'
import type { z } from 'zod'

import { type FieldProblem, InvalidFieldsError } from '../http/index.ts'
import type { MessageContent } from '../rules/index.ts'

type Written = z.output<typeof sendMessageRequest>
type Offered = NonNullable<Written['buttons']>

/** One platform has no room for more. */
const MOST_VALUE_BYTES = 64

/**
 * What an operator attaches reaches the customer whole, or not at all: the transcript must not show
 * what a messenger has cut off. `isComment`: where others read it too there are no buttons.
 */
export function refuseButtons(
  { kind, text, template, buttons }: Written,
  looks: ButtonLooks,
  { isComment }: { isComment: boolean },
): void {
  if (!buttons) return
  const isPossible = kind === 'message' && !template && !isComment
  if (!isPossible) throw new InvalidFieldsError({ buttons: { code: 'wrong-value' } })
  if (!text.trim()) throw new InvalidFieldsError({ text: { code: 'required' } })
  const look = lookOf(buttons, looks)
  const maximum = Math.min(look?.max ?? mostOfferedButtons, mostOfferedButtons)
  if (buttons.rows.flat().length > maximum) {
    throw new InvalidFieldsError({ buttons: { code: 'too-many', facts: { maximum } } })
  }
  const fields = problemsOf(buttons, look?.maxLabelLength)
  if (Object.keys(fields).length > 0) throw new InvalidFieldsError(fields)
}

/** The first they fit into; what fits into none is measured by the last. */
function lookOf({ placement, rows }: Offered, looks: ButtonLooks) {
  const all = looks[placement]
  const labels = rows.flat().map(({ label }) => label.length)
  const fitting = all.find(
    ({ max = Number.POSITIVE_INFINITY, maxLabelLength = Number.POSITIVE_INFINITY }) =>
      labels.length <= max && Math.max(...labels) <= maxLabelLength,
  )
  return fitting ?? all.at(-1)
}

function problemsOf({ rows }: Offered, maxLabelLength: number | undefined) {
  const fields: Record<string, FieldProblem> = {}
  // Typed, a label chooses its button in whatever case.
  const labels = new Set<string>()
  const values = new Set<string>()
  rows.forEach((row, rowIndex) => {
    row.forEach(({ label, value }, index) => {
      const path = `buttons.rows.${rowIndex}.${index}`
      if (maxLabelLength !== undefined && label.length > maxLabelLength) {
        fields[`${path}.label`] = { code: 'too-long', facts: { maximum: maxLabelLength } }
      }
      if (labels.has(label.toLowerCase())) fields[`${path}.label`] = { code: 'name-taken' }
      labels.add(label.toLowerCase())
      if (value === undefined) return
      if (!fits(value) || values.has(value)) {
        fields[`${path}.value`] = { code: 'wrong-value' }
      }
      values.add(value)
    })
  })
  return fields
}

/**
 * As they are kept: each has a value of its own, by which its press is known. It is the label, for
 * people may read it, unless that is too long to come back whole.
 */
export function toButtons(
  buttons: Offered | undefined,
  messageId: string,
): Pick<MessageContent, 'buttons'> {
  if (!buttons) return {}
  let count = 0
  const ownValue = (label: string) => {
    count += 1
    return fits(label) ? label : `${messageId.slice(-8)}.${count}`
  }
  const rows = buttons.rows.map((row) =>
    row.map(({ label, value = ownValue(label) }) => ({ label, value })),
  )
  return { buttons: { placement: buttons.placement, rows } }
}

const fits = (value: string): boolean => Buffer.byteLength(value) <= MOST_VALUE_BYTES
