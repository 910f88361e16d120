import type { Warning, WarningCode } from '@otklik/protocol/settings'

/** Where there is room for one: lost customers first, then what is never sent, then who is away. */
const order: Record<WarningCode, number> = {
  'never-open': 0,
  'receiver-disabled': 1,
  'empty-team': 2,
  'backup-disabled': 3,
  'empty-backup': 4,
  'bot-gone': 5,
  'bot-module-off': 6,
  'bot-disabled': 7,
  'bot-not-published': 8,
  'off-hours-gap': 9,
  'no-off-hours-replies': 10,
  'uncovered-holiday': 11,
  'closing-after-window': 12,
  'reply-after-close': 13,
  'reply-outlasts-hours': 14,
  'reply-without-hours': 15,
  'bot-without-buttons': 16,
  'no-backup': 17,
  'nobody-on-line': 18,
}

export function mostImportant(warnings: readonly Warning[]): Warning | undefined {
  return warnings.toSorted((one, other) => order[one.code] - order[other.code])[0]
}
