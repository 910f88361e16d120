import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'

import { StateView } from '../ui/state-view.tsx'
import { useWords } from '../words/index.ts'
import styles from './whole-page.module.css'

export function NotFoundPage() {
  const { common } = useWords()
  const navigate = useNavigate()
  return (
    <main className={styles.page}>
      <StateView
        icon="message"
        title={common.notFound}
        help={common.notFoundHelp}
        action={<Button onClick={() => void navigate({ to: '/' })}>{common.toWorkplace}</Button>}
      />
    </main>
  )
}
