/**
 * What the wall clock of a zone shows at that moment, in the fields of a date. Said in Swedish, a
 * moment reads like a date of ISO 8601.
 */
export function wallDate(now: number, timeZone: string): Date {
  const [date = '', time = ''] = new Date(now).toLocaleString('sv-SE', { timeZone }).split(' ')
  return new Date(`${date}T${time}`)
}
