import type { ModuleName, Modules } from '@otklik/protocol/settings'

import { request } from '../../../api/request.ts'

export function switchModule(name: ModuleName, isOn: boolean): Promise<Modules> {
  return request(`/api/v1/modules/${name}`, { method: 'PUT', body: { isOn } })
}
