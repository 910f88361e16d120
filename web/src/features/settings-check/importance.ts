import type { Warning, WarningCode } from '@otklik/protocol'

/** Where there is room for one: lost customers first, then what is never sent, then who is away. */
const order: Record<WarningCode, number> = {
  'never-open': 0,
  'receiver-disabled': 1,
  'empty-team': 2,
  'empty-backup': 3,
  'off-hours-gap': 4,
  'no-off-hours-replies': 5,
  'uncovered-holiday': 6,
  'closing-after-window': 7,
  'reply-after-close': 8,
  'reply-outlasts-hours': 9,
  'reply-without-hours': 10,
  'no-backup': 11,
  'nobody-on-line': 12,
}

export function mostImportant(warnings: readonly Warning[]): Warning | undefined {
  return warnings.toSorted((one, other) => order[one.code] - order[other.code])[0]
}
