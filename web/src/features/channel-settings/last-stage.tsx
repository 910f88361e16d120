import { Button } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'

import { useWords } from '../../words/index.ts'
import styles from './connect-stepper.module.css'
import { ConnectStepper } from './connect-stepper.tsx'

/** A channel that has only just been connected: its three tabs are the last stage (COM-04). */
export function LastStage() {
  const { channelSettings: words } = useWords()
  const navigate = useNavigate({ from: '/settings/channels/$channelId' })
  const { isNew } = useSearch({ from: '/signed-in/settings/channels/$channelId' })
  if (!isNew) return null
  const finish = () =>
    navigate({ search: ({ tab }) => (tab ? { tab } : {}), replace: true, resetScroll: false })
  return (
    <div className={styles.last}>
      <ConnectStepper current="settings" />
      <Button variant="default" size="xs" onClick={() => void finish()}>
        {words.done}
      </Button>
    </div>
  )
}
