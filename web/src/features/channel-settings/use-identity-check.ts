import type { ChannelIdentity } from '@otklik/protocol'
import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'

import { ApiFailure, isRetryable } from '../../api/failure.ts'
import { checkChannel } from './api/check-channel.ts'

export interface IdentityCheck {
  identity: ChannelIdentity | undefined
  isChecking: boolean
  failure: unknown
  /** Asks whose credentials these are, unless just that was asked before. */
  check(settings: Record<string, string>): void
  /** Asks again: nothing has changed here, but the connection may have. */
  forget(): void
}

export function useIdentityCheck(kind: string): IdentityCheck {
  const asked = useRef<string>(undefined)
  const { data, error, isPending, mutate, reset } = useMutation({
    mutationFn: (settings: Record<string, string>) => checkChannel(kind, settings),
    onError: (failure) => {
      // A wrong token stays wrong; a connection that failed may work the next time.
      if (isRetryable(failure) || isUnreachable(failure)) asked.current = undefined
    },
  })
  return {
    identity: data,
    isChecking: isPending,
    failure: error,
    check(settings) {
      const question = JSON.stringify(settings)
      if (asked.current === question) return
      asked.current = question
      mutate(settings)
    },
    forget() {
      asked.current = undefined
      reset()
    },
  }
}

function isUnreachable(failure: unknown): boolean {
  return failure instanceof ApiFailure && failure.code === 'platform-unreachable'
}
