/** One measured value, with what it has to be where a budget says so. */
export interface Line {
  name: string
  value: string
  budget?: { text: string; isKept: boolean }
}

export function atMost(name: string, value: number, most: number, unit: string): Line {
  const budget = { text: `≤ ${most} ${unit}`, isKept: value <= most }
  return { name, value: `${rounded(value)} ${unit}`, budget }
}

export function atLeast(name: string, value: number, least: number, unit: string): Line {
  const budget = { text: `≥ ${least} ${unit}`, isKept: value >= least }
  return { name, value: `${rounded(value)} ${unit}`, budget }
}

export function figure(name: string, value: number, unit: string): Line {
  return { name, value: `${rounded(value)} ${unit}` }
}

/** The value below which this share of all values lies. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export function print(lines: Line[], least = 0): void {
  const width = Math.max(least, ...lines.map(({ name }) => name.length))
  for (const { name, value, budget } of lines) {
    const mark = budget ? `${budget.isKept ? '✓' : '✗'}  ${budget.text}` : ''
    console.log(`${name.padEnd(width)}  ${value.padStart(14)}  ${mark}`.trimEnd())
  }
}

function rounded(value: number): string {
  const digits = Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0
  return value.toFixed(digits)
}
