import type { Preferences } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

export function savePreferences(preferences: Preferences): Promise<Preferences> {
  return request('/api/v1/preferences', { method: 'PUT', body: preferences, outlivesPage: true })
}
