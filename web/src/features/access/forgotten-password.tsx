import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'

import { formError } from '../../ui/form-failure.ts'
import { TextButton } from '../../ui/text-button.tsx'
import { useWords } from '../../words/index.ts'
import { AccessCard } from './access-card.tsx'
import { AccessForm } from './access-form.tsx'
import actions from './actions.module.css'
import { askPasswordReset } from './api/ask-password-reset.ts'
import { firstRun } from './api/first-run.ts'

interface ForgottenPasswordProps {
  email: string
  onEmailChange: (email: string) => void
  onBack: () => void
}

/** The same answer for every address: whether somebody works here is nobody's business. */
export function ForgottenPassword({ email, onEmailChange, onBack }: ForgottenPasswordProps) {
  const { access } = useWords()
  const { forgot } = access
  const { data: installation } = useQuery(firstRun)
  const question = useMutation({ mutationFn: () => askPasswordReset(email.trim()) })

  if (installation && !installation.canSendMail) {
    return (
      <AccessCard title={forgot.title} help={forgot.noMail}>
        <Button variant="default" fullWidth className={actions.only ?? ''} onClick={onBack}>
          {forgot.back}
        </Button>
      </AccessCard>
    )
  }
  if (question.isSuccess) {
    return (
      <AccessCard title={forgot.asked} help={forgot.askedHelp(email.trim())}>
        <Button variant="default" fullWidth className={actions.only ?? ''} onClick={onBack}>
          {forgot.back}
        </Button>
      </AccessCard>
    )
  }
  return (
    <AccessCard title={forgot.title} help={forgot.help}>
      <AccessForm
        submit={forgot.submit}
        isBusy={question.isPending}
        error={formError(question.error)}
        onSubmit={() => {
          if (email.trim()) question.mutate()
        }}
        after={<TextButton onClick={onBack}>{forgot.back}</TextButton>}
      >
        <TextInput
          label={access.email}
          type="email"
          autoComplete="username"
          autoFocus
          value={email}
          onChange={(event) => onEmailChange(event.currentTarget.value)}
        />
      </AccessForm>
    </AccessCard>
  )
}
