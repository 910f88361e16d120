import { useQuery } from '@tanstack/react-query'

import { scheduleQuery } from '../schedule/api/schedule-query.ts'

/** Of the account, whichever channel asks (COM-03); often enough to see it open and close. */
export function useSchedule() {
  return useQuery({ ...scheduleQuery, refetchInterval: 60_000 })
}
