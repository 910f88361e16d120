export type Unit = 's' | 'min' | 'h'

export const inSeconds: Readonly<Record<Unit, number>> = { s: 1, min: 60, h: 3600 }

/** The largest unit in which it is a whole number: 90 s stays seconds, 120 s are minutes. */
export function unitOf(seconds: number): Unit {
  if (seconds > 0 && seconds % inSeconds.h === 0) return 'h'
  if (seconds > 0 && seconds % inSeconds.min === 0) return 'min'
  return 's'
}

/** What was typed, in seconds; `NaN` where it is no whole number. */
export function toSeconds(typed: string, unit: Unit): number {
  return /^\d{1,6}$/.test(typed.trim()) ? Number(typed) * inSeconds[unit] : Number.NaN
}
