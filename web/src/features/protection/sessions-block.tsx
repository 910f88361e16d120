import { Button } from '@mantine/core'
import type { ActiveSession } from '@otklik/protocol/settings'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'

import { Chip } from '../../ui/chip.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { formError } from '../../ui/form-failure.ts'
import { showToast } from '../../ui/toasts.ts'
import { useFormats, useWords } from '../../words/index.ts'
import { Block } from '../settings-shell/index.ts'
import { activeSessionsQuery } from './api/active-sessions.ts'
import { endAllSessions } from './api/end-all-sessions.ts'
import { endSession } from './api/end-session.ts'
import styles from './sessions-block.module.css'

/** «Активные входы»: where one is signed in, and out of it again. */
export function SessionsBlock() {
  const { protection } = useWords()
  const { data: sessions } = useQuery(activeSessionsQuery)
  const [isAsking, setAsking] = useState(false)
  return (
    <Block
      title={protection.sessions}
      help={protection.sessionsHelp}
      aside={
        <Button variant="default" onClick={() => setAsking(true)}>
          {protection.endAll}
        </Button>
      }
    >
      {sessions ? (
        <ul className={styles.list}>
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      ) : null}
      <EndAllDialog isOpen={isAsking} onClose={() => setAsking(false)} />
    </Block>
  )
}

function SessionRow({ session }: { session: ActiveSession }) {
  const { protection } = useWords()
  const formats = useFormats()
  const client = useQueryClient()
  const ending = useMutation({
    mutationFn: () => endSession(session.id),
    onSuccess: () => {
      showToast({ text: protection.ended })
      return client.invalidateQueries({ queryKey: activeSessionsQuery.queryKey })
    },
    onError: (failure) => showToast({ text: formError(failure) ?? failure.message }),
  })
  const { browser, system, isCurrent } = session
  const device =
    browser && system
      ? protection.device(browser, system)
      : (browser ?? system ?? protection.unknownDevice)
  const seen = isCurrent
    ? protection.activeNow
    : protection.lastSeen(formats.moment(new Date(session.lastSeenAt)))
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p className={styles.device}>
          {device} {isCurrent ? <Chip tone="ok">{protection.thisOne}</Chip> : null}
        </p>
        <p className={styles.second}>
          {seen} · {protection.since(formats.moment(new Date(session.startedAt)))}
        </p>
      </div>
      {isCurrent ? null : (
        <Button
          variant="default"
          size="xs"
          aria-label={protection.endOf(device)}
          onClick={() => ending.mutate()}
        >
          {protection.end}
        </Button>
      )}
    </li>
  )
}

function EndAllDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { protection } = useWords()
  const client = useQueryClient()
  const navigate = useNavigate()
  const leaving = useMutation({
    mutationFn: endAllSessions,
    onSuccess: async () => {
      client.clear()
      await navigate({ to: '/sign-in', state: { hasSessionEnded: true } })
    },
  })
  return (
    <ConfirmDialog
      title={protection.endAllTitle}
      confirm={protection.endAll}
      refuse={protection.stay}
      isOpen={isOpen}
      isBusy={leaving.isPending}
      failure={leaving.error}
      onConfirm={() => leaving.mutate()}
      onClose={onClose}
    >
      {protection.endAllHelp}
    </ConfirmDialog>
  )
}
