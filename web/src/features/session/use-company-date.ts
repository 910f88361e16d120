import { serverClock } from '../feed/index.ts'
import { useSession } from './use-session.ts'
import { wallDate } from './wall-date.ts'

/**
 * Now by the company's wall clock: the fields of this date say what that shows. Reports go by its
 * days, wherever the reader is: a day that has begun there is none of yesterday's.
 */
export function useCompanyDate(): Date {
  const { timeZone } = useSession()
  return wallDate(serverClock.now(), timeZone)
}
