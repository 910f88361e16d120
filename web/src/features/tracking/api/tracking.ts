import type { Conversation } from '@otklik/protocol'
import type {
  ChannelTracking,
  EditChannelTrackingRequest,
  EditTrackerRequest,
  TrackedConversations,
  TrackedQuery,
  Tracker,
  TrackingReport,
  UnmatchedConversations,
} from '@otklik/protocol/settings'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

const path = '/api/v1/trackers'

export interface Days {
  from: string
  to: string
}

export const trackersQuery = queryOptions({
  queryKey: ['trackers'],
  queryFn: ({ signal }) => request<Tracker[]>(path, { signal }),
})

export const createTracker = (body: { name: string; sites: string[] }): Promise<Tracker> =>
  request(path, { method: 'POST', body })

export const editTracker = (id: string, body: EditTrackerRequest): Promise<Tracker> =>
  request(api`trackers/${id}`, { method: 'PATCH', body })

export const deleteTracker = (id: string): Promise<void> =>
  request(api`trackers/${id}`, { method: 'DELETE' })

export const channelTrackingQuery = (channelId: string) =>
  queryOptions({
    queryKey: ['channel-tracking', channelId],
    queryFn: ({ signal }) =>
      request<ChannelTracking>(api`channels/${channelId}/tracking`, { signal }),
  })

export const editChannelTracking = (
  channelId: string,
  body: EditChannelTrackingRequest,
): Promise<ChannelTracking> => request(api`channels/${channelId}/tracking`, { method: 'PUT', body })

const reportKey = ['tracking-report'] as const

export const trackingReportQuery = (days: Days) =>
  queryOptions({
    queryKey: [...reportKey, 'report', days],
    queryFn: ({ signal }) =>
      request<TrackingReport>(`/api/v1/tracking/report?${new URLSearchParams({ ...days })}`, {
        signal,
      }),
  })

/** Which conversations, whatever page of them. */
export type Tracked = Omit<TrackedQuery, 'after' | 'limit'>

/** Page after page, the newest first. */
const paged = <Page extends { next?: string | undefined }>(name: string, query: Tracked) =>
  infiniteQueryOptions({
    queryKey: [...reportKey, name, query],
    queryFn: ({ pageParam, signal }) =>
      request<Page>(api`tracking/${name}`, { query: { ...query, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  })

export const unmatchedQuery = (days: Days) => paged<UnmatchedConversations>('unmatched', days)

export const trackedQuery = (query: Tracked) => paged<TrackedConversations>('conversations', query)

export const allReports = { queryKey: reportKey }

export const decideVisit = (
  conversationId: string,
  body: { visitId: string; isTheirs: boolean },
): Promise<Conversation> =>
  request(api`conversations/${conversationId}/visit`, { method: 'POST', body })
