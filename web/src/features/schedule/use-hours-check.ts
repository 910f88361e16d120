import type { ScheduleCheck, ScheduleCheckRequest } from '@otklik/protocol/settings'
import { keepPreviousData, useQuery } from '@tanstack/react-query'

import { ApiFailure } from '../../api/failure.ts'
import { fieldErrors } from '../../ui/form-failure.ts'
import { useSettled } from '../../ui/use-settled.ts'
import { checkHours } from './api/check-hours.ts'

/** Long enough for a drag and a typed time, short enough to be an answer to it. */
const PAUSE_MS = 250
const LONGEST_MS = 10 * 60_000

interface HoursCheck {
  /** Absent while the hours make no sense. */
  check?: ScheduleCheck
  /** In the words of the API, by its paths. */
  errors: Readonly<Record<string, string>>
}

/** What the server says of hours that are not saved; asked anew when that changes by itself. */
export function useHoursCheck(hours: ScheduleCheckRequest): HoursCheck | undefined {
  const asked = useSettled(hours, PAUSE_MS)
  const { data } = useQuery({
    queryKey: ['schedule-check', asked],
    queryFn: ({ signal }) => ask(asked, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 0,
    refetchInterval: ({ state }) => untilChange(state.data?.check),
  })
  return data
}

async function ask(hours: ScheduleCheckRequest, signal: AbortSignal): Promise<HoursCheck> {
  try {
    return { check: await checkHours(hours, signal), errors: {} }
  } catch (failure) {
    const errors = fieldErrors(failure)
    // What is wrong is an answer: it is asked for while it is being made.
    if (failure instanceof ApiFailure && Object.keys(errors).length > 0) return { errors }
    throw failure
  }
}

function untilChange(check: ScheduleCheck | undefined): number {
  if (!check?.now.nextChangeAt) return LONGEST_MS
  const ms = Date.parse(check.now.nextChangeAt) - Date.parse(check.now.at)
  return Math.min(Math.max(ms, 1000), LONGEST_MS)
}
