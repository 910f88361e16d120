import type { Permission } from '@otklik/protocol'

import { useSession } from '../session/index.ts'

export function useMay(permission: Permission): boolean {
  return useSession().permissions.includes(permission)
}
