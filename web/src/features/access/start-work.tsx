import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useWords } from '../../words/index.ts'
import { useSession } from '../session/index.ts'
import { leaveDemo } from './api/leave-demo.ts'
import styles from './start-work.module.css'

/** «Начать работу»: out of the demo, for whoever owns it. */
export function StartWork() {
  const { departure } = useWords().access
  const { account, permissions } = useSession()
  const [isAsking, setAsking] = useState(false)
  const client = useQueryClient()
  const navigate = useNavigate()
  const leaving = useMutation({
    mutationFn: leaveDemo,
    onSuccess: async () => {
      // Before the next page asks anything: it would wait forever for an answer thrown away.
      client.clear()
      await navigate({ to: '/first-run', replace: true })
    },
  })
  if (!account.isDemo || !permissions.includes('account.manage')) return null
  return (
    <section className={styles.box} aria-label={departure.label}>
      <p className={styles.title}>{departure.label}</p>
      <p className={styles.help}>{departure.help}</p>
      <Button variant="default" size="xs" onClick={() => setAsking(true)}>
        {departure.start}
      </Button>
      <ConfirmDialog
        title={departure.title}
        confirm={departure.confirm}
        refuse={departure.refuse}
        isOpen={isAsking}
        isBusy={leaving.isPending}
        failure={leaving.error}
        onConfirm={() => leaving.mutate()}
        onClose={() => setAsking(false)}
      >
        {departure.consequences}
      </ConfirmDialog>
    </section>
  )
}
