import { useQueryClient } from '@tanstack/react-query'

import { sessionQuery } from '../session/index.ts'
import { secondFactorQuery } from './api/second-factor.ts'

/** What the page says of one's protection, asked anew after a change of it. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    await client.invalidateQueries({ queryKey: secondFactorQuery.queryKey })
    await client.invalidateQueries({ queryKey: sessionQuery.queryKey })
  }
}
