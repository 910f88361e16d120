import type { ModuleName } from '@otklik/protocol/settings'

import { useSession } from '../session/index.ts'

/** Whether the company has it: without it its controls are absent, and `ModuleOff` says why. */
export function useModule(name: ModuleName): boolean {
  return useSession().modules[name]
}
