import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'

import { useWords } from '../../words/index.ts'
import { AccessCard } from './access-card.tsx'
import actions from './actions.module.css'

/** An end of the way: something is done, or can no longer be done. */
export function MessageCard({ title, help }: { title: string; help: string }) {
  const { access } = useWords()
  const navigate = useNavigate()
  return (
    <AccessCard title={title} help={help}>
      <Button
        fullWidth
        className={actions.only ?? ''}
        onClick={() => void navigate({ to: '/sign-in' })}
      >
        {access.toSignIn}
      </Button>
    </AccessCard>
  )
}
