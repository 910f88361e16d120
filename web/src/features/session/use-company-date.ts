import { serverClock } from '../feed/index.ts'
import { useSession } from './use-session.ts'

/**
 * Now by the company's wall clock: the fields of this date say what that shows. Reports go by its
 * days, wherever the reader is: a day that has begun there is none of yesterday's.
 */
export function useCompanyDate(): Date {
  const { timeZone } = useSession()
  return wallDate(serverClock.now(), timeZone)
}

/** Said in Swedish, a moment reads like a date of ISO 8601. */
export function wallDate(now: number, timeZone: string): Date {
  const [date = '', time = ''] = new Date(now).toLocaleString('sv-SE', { timeZone }).split(' ')
  return new Date(`${date}T${time}`)
}
