import type { Session } from '@otklik/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { ApiFailure } from '../api/failure.ts'
import { onElsewhere, onSignedOut, speakFor } from '../api/request.ts'
import {
  SessionProvider,
  sessionQuery,
  useAppliedPreferences,
  useSessionQuery,
} from '../features/session/index.ts'
import { Troubles } from '../features/troubles/index.ts'
import { Delayed } from '../ui/delayed.tsx'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { FailureView } from '../ui/failure-view.tsx'
import { leaveFor } from '../ui/leaving.ts'
import { useWords, withWords } from '../words/index.ts'
import { AppRail } from './app-rail.tsx'
import { EverywhereParts } from './everywhere-parts.tsx'
import { Live } from './live.tsx'
import styles from './signed-in.module.css'
import { Suspended } from './suspended.tsx'

/** The gate: everything inside knows who is signed in and has a live connection. */
export function SignedIn() {
  const { common } = useWords()
  const { data: session, error, refetch } = useSessionQuery()
  useSignInWhenNeeded()
  useFreshStartElsewhere(session?.account.id)

  if (session?.protection.mustProtect) return <Unprotected session={session} />
  if (session) return <Inside key={session.operator.id} session={session} />
  if (error instanceof ApiFailure && error.code === 'signed-out') return null
  if (error) {
    return (
      <main className={styles.whole}>
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      </main>
    )
  }
  return (
    <main className={styles.whole} aria-busy="true">
      <Delayed>
        <p className={styles.loading}>{common.loading}</p>
      </Delayed>
    </main>
  )
}

/** Its own texts and forms come only to whoever has to see it. */
const ProtectionGate = lazy(
  withWords(['settings'], async () => {
    const { ProtectionGate } = await import('../features/protection/gate.tsx')
    return { default: ProtectionGate }
  }),
)

/** Nothing else is answered before they have a second factor, so nothing else is shown. */
function Unprotected({ session }: { session: Session }) {
  useAppliedPreferences(session.preferences)
  return (
    <SessionProvider value={session}>
      <Suspense>
        <ProtectionGate />
      </Suspense>
    </SessionProvider>
  )
}

function Inside({ session }: { session: Session }) {
  // Once for all that is drawn for this company: what was typed for it goes nowhere else.
  useState(() => speakFor(session.account.id))
  useAppliedPreferences(session.preferences)
  const address = useRouterState({ select: (state) => state.location.pathname })
  return (
    <SessionProvider value={session}>
      <Live operatorId={session.operator.id}>
        <div className={styles.shell}>
          <AppRail />
          <div className={styles.bars}>
            <Suspended />
            <Troubles />
          </div>
          <ErrorBoundary resetKey={address}>
            <Outlet />
          </ErrorBoundary>
          <EverywhereParts />
        </div>
      </Live>
    </SessionProvider>
  )
}

/** A session may end at any request; the address is kept, and drafts are in this browser anyway. */
function useSignInWhenNeeded(): void {
  const navigate = useNavigate()
  const client = useQueryClient()
  useEffect(
    () =>
      onSignedOut(() => {
        const { pathname, search } = window.location
        if (pathname === '/sign-in') return
        // Whoever was never in has not been shut out.
        const hasEnded = client.getQueryData(sessionQuery.queryKey) !== undefined
        client.clear()
        const next = pathname + search
        void navigate({
          to: '/sign-in',
          search: next === '/' ? {} : { next },
          state: hasEnded ? { hasSessionEnded: true } : {},
          replace: true,
        })
      }),
    [navigate, client],
  )
}

/** Another tab may have gone to another company: nothing of the former one may stay on the screen. */
function useFreshStartElsewhere(accountId: string | undefined): void {
  const entered = useRef(accountId)
  useEffect(() => onElsewhere(() => leaveFor('/')), [])
  useEffect(() => {
    if (entered.current && accountId && accountId !== entered.current) leaveFor('/')
    entered.current = accountId ?? entered.current
  }, [accountId])
}
