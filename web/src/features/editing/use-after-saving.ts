import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'

/** For what is derived from settings: it is no longer true once any of them was saved. */
export function useAfterSaving(run: () => void): void {
  const client = useQueryClient()
  const onSaved = useEffectEvent(run)
  useEffect(
    () =>
      client.getMutationCache().subscribe((event) => {
        if (event.type === 'updated' && event.action.type === 'success') onSaved()
      }),
    [client],
  )
}
