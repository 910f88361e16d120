import type { Warning } from '@otklik/protocol/settings'

/** A whole channel, or one of its tabs; the schedule; a team. */
export type Place =
  | { kind: 'channel'; id: string; tab?: 'working' | 'off-hours' | 'common' }
  | { kind: 'schedule' }
  | { kind: 'team'; id: string }

/** Those that are shown there. */
export function warningsAt(warnings: readonly Warning[], place: Place): Warning[] {
  return warnings.filter((warning) => isAt(warning.place, place))
}

function isAt(own: Warning['place'], place: Place): boolean {
  if (own.kind === 'channel' && place.kind === 'channel') {
    return own.id === place.id && (place.tab === undefined || own.tab === place.tab)
  }
  if (own.kind === 'team' && place.kind === 'team') return own.id === place.id
  return own.kind === 'schedule' && place.kind === 'schedule'
}
