import type { WrittenFormat } from '@otklik/protocol'

import type { WrittenSpan } from '../drafts/index.ts'

/** The same places in a text that somebody went on typing in. */
export function shifted(
  spans: readonly WrittenSpan[],
  before: string,
  after: string,
): readonly WrittenSpan[] {
  if (spans.length === 0 || before === after) return spans
  const shorter = Math.min(before.length, after.length)
  let from = 0
  while (from < shorter && before[from] === after[from]) from += 1
  let same = 0
  while (same < shorter - from && before.at(-1 - same) === after.at(-1 - same)) same += 1
  const to = before.length - same
  const delta = after.length - before.length
  return spans.flatMap((span) => {
    const start = span.offset
    const end = start + span.length
    const newStart = start >= to ? start + delta : start <= from ? start : to + delta
    const newEnd = end <= from ? end : end >= to ? end + delta : from
    return newEnd > newStart ? [{ ...span, offset: newStart, length: newEnd - newStart }] : []
  })
}

/** Whether all of it looks so. */
export function isAll(
  spans: readonly WrittenSpan[],
  type: WrittenFormat,
  { from, to }: Range,
): boolean {
  return to > from && rangesOf(spans, type).some((each) => each.from <= from && each.to >= to)
}

interface Range {
  from: number
  to: number
}

/** Makes all of it look so, or none of it where all did. */
export function toggled(
  spans: readonly WrittenSpan[],
  type: WrittenFormat,
  range: Range,
): WrittenSpan[] {
  const others = spans.filter((span) => span.type !== type)
  const own = rangesOf(spans, type)
  const next = isAll(spans, type, range) ? own.flatMap((each) => cut(each, range)) : [...own, range]
  const merged = rangesOf(
    next.map((each) => toSpan(type, each)),
    type,
  )
  return [...others, ...merged.map((each) => toSpan(type, each))]
}

const toSpan = (type: WrittenFormat, { from, to }: Range): WrittenSpan => ({
  type,
  offset: from,
  length: to - from,
})

/** In their order, joined where they touch. */
function rangesOf(spans: readonly WrittenSpan[], type: WrittenFormat): Range[] {
  const ranges: Range[] = []
  const own = spans.filter((span) => span.type === type).sort((a, b) => a.offset - b.offset)
  for (const { offset: from, length } of own) {
    const last = ranges.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, from + length)
    else ranges.push({ from, to: from + length })
  }
  return ranges
}

function cut({ from, to }: Range, out: Range): Range[] {
  return [
    { from, to: Math.min(to, out.from) },
    { from: Math.max(from, out.to), to },
  ].filter((each) => each.to > each.from)
}
