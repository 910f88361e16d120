import type { InstallationAccount } from '@otklik/protocol/settings'
import { useMutation, useQueryClient } from '@tanstack/react-query'

import { sessionQuery } from '../session/index.ts'
import { companiesQuery } from './api/companies.ts'

interface Outcome {
  onDone: () => void
  onFailed?: (failure: Error) => void
}

/** The list shows what the server answered; the session tells of every company of its reader. */
export function useCompanyChange(
  change: () => Promise<InstallationAccount>,
  { onDone, onFailed }: Outcome,
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: (changed) => {
      client.setQueryData(companiesQuery.queryKey, (companies) =>
        companies?.map((company) => (company.id === changed.id ? changed : company)),
      )
      void client.invalidateQueries({ queryKey: sessionQuery.queryKey })
      onDone()
    },
    ...(onFailed && { onError: onFailed }),
  })
}
