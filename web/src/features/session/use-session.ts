import type { Preferences, Session } from '@otklik/protocol'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, use } from 'react'

import { getSession } from './api/get-session.ts'
import { savePreferences } from './api/save-preferences.ts'

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => getSession(signal),
  staleTime: 5 * 60_000,
})

const SessionContext = createContext<Session | undefined>(undefined)

export const SessionProvider = SessionContext.Provider

/** Asks the server who is signed in; for the gate and for pages outside it. */
export function useSessionQuery() {
  return useQuery(sessionQuery)
}

/** Who is signed in, for everything behind the gate. */
export function useSession(): Session {
  const session = use(SessionContext)
  if (!session) throw new Error('Used outside the signed-in part')
  return session
}

export function usePreferences(): Preferences {
  return useSession().preferences
}

/** Changes at once and is saved behind the scenes; a failure puts the old choice back. */
export function useSavePreferences() {
  const client = useQueryClient()
  const session = useSession()
  const mutation = useMutation({
    mutationFn: savePreferences,
    onError: () => client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  })
  return (change: Partial<Preferences>) => {
    // Not as they were drawn: another change may have come since.
    const known = client.getQueryData(sessionQuery.queryKey) ?? session
    const preferences = { ...known.preferences, ...change }
    client.setQueryData(sessionQuery.queryKey, { ...known, preferences })
    mutation.mutate(preferences)
  }
}
