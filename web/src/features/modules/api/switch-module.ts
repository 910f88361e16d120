import type { ModuleName, Modules } from '@otklik/protocol/settings'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export function switchModule(name: ModuleName, isOn: boolean): Promise<Modules> {
  return request(api`modules/${name}`, { method: 'PUT', body: { isOn } })
}
