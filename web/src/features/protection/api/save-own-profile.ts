import type { OwnProfile } from '@otklik/protocol/settings'

import { request } from '../../../api/request.ts'

export function saveOwnProfile(names: OwnProfile): Promise<OwnProfile> {
  return request('/api/v1/operators/me/profile', { method: 'PATCH', body: names })
}
