import { useNavigate, useSearch } from '@tanstack/react-router'

import type { AuditFilter } from './api/get-audit.ts'

/** Kept in the address, so that a link shows the same. */
export function useFilter(): { filter: AuditFilter; choose(filter: AuditFilter): void } {
  const filter = useSearch({ from: '/signed-in/settings/audit' })
  const navigate = useNavigate()
  return {
    filter,
    choose: (search) => void navigate({ to: '/settings/audit', search, replace: true }),
  }
}
