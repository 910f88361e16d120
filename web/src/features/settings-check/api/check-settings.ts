import type { EditedSettings, SettingsCheck } from '@otklik/protocol/settings'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'

import { request } from '../../../api/request.ts'

const againEveryMs = 60_000

export const everyCheck = ['settings-check'] as const

/** Who is there changes by itself, and so do the days: it is asked again now and then. */
export const settingsCheckQuery = (edited: EditedSettings | undefined) =>
  queryOptions({
    queryKey: [...everyCheck, edited ?? null],
    queryFn: ({ signal }) =>
      request<SettingsCheck>('/api/v1/settings-checks', {
        method: 'POST',
        body: edited ? { edited } : {},
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: againEveryMs,
    retry: false,
    // What was found before something was saved must not come back with the same question.
    gcTime: 0,
    staleTime: 0,
  })
