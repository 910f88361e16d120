import type { AuditChange } from '@otklik/protocol/settings'

import { type Speech, sayings, type Value } from './say-value.ts'

/** A difference in words; of a list only what came and went, or its new order. */
export interface Description {
  label: string
  lines: readonly { how: 'was' | 'is' | 'added' | 'removed' | 'order'; text: string }[]
}

/** A field without words is told by its path, and its values as they are stored. */
export function describeChange(change: AuditChange, speech: Speech): Description {
  const { field } = change
  const label = labelOf(field, speech) ?? field
  const before = 'before' in change ? said(field, change.before, speech) : undefined
  const after = 'after' in change ? said(field, change.after, speech) : undefined
  const lists = [before, after].map((part) => part ?? [])
  if (lists.every(Array.isArray)) return { label, lines: listLines(lists[0]!, lists[1]!) }
  return {
    label,
    lines: [
      ...(before === undefined ? [] : [{ how: 'was' as const, text: joined(before) }]),
      ...(after === undefined ? [] : [{ how: 'is' as const, text: joined(after) }]),
    ],
  }
}

function labelOf(field: string, { words, connectionField }: Speech): string | undefined {
  const labels: Record<string, string> = words.audit.fields
  const [, group, name = ''] = /^(settings|week)\.(.+)/.exec(field) ?? []
  if (group === 'week') return words.schedule.days[Number(name)]
  return labels[field] ?? (group && connectionField(name))
}

function said(field: string, value: Value, speech: Speech): string | string[] {
  const known = sayings[field]?.(value, speech)
  if (known !== undefined) return known
  if (value === null) return speech.words.audit.nothing
  if (typeof value === 'string') return speech.words.audit.quoted(value)
  return JSON.stringify(value)
}

function listLines(before: readonly string[], after: readonly string[]): Description['lines'] {
  const removed = without(before, after)
  const added = without(after, before)
  if (removed.length + added.length === 0) {
    return [{ how: 'order', text: after.join(', ') }]
  }
  return [
    ...removed.map((text) => ({ how: 'removed' as const, text })),
    ...added.map((text) => ({ how: 'added' as const, text })),
  ]
}

/** Of two that are alike one may go and the other stay. */
function without(list: readonly string[], others: readonly string[]): string[] {
  const left = [...others]
  return list.filter((item) => {
    const index = left.indexOf(item)
    if (index >= 0) left.splice(index, 1)
    return index < 0
  })
}

const joined = (part: string | string[]) => (Array.isArray(part) ? part.join(', ') : part)
