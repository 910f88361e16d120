import type { SiteSettings } from '@otklik/protocol/settings'
import { queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

const path = (channelId: string) => api`channels/${channelId}/site`

export const siteQuery = (channelId: string) =>
  queryOptions({
    queryKey: ['site-widget', channelId],
    queryFn: ({ signal }) => request<SiteSettings>(path(channelId), { signal }),
  })

type Saved = Pick<SiteSettings, 'version' | 'look' | 'questions'>

export function saveSite(channelId: string, body: Saved): Promise<SiteSettings> {
  return request(path(channelId), { method: 'PUT', body })
}

/** The only time that it is told whole. */
export function makeSecret(channelId: string): Promise<{ secret: string }> {
  return request(`${path(channelId)}/secret`, { method: 'POST' })
}
