import { useMutation } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'

import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { useWords } from '../../words/index.ts'
import { AccessCard } from './access-card.tsx'
import { AccessForm } from './access-form.tsx'
import { choosePassword } from './api/choose-password.ts'
import { MessageCard } from './message-card.tsx'
import { PasswordField } from './password-field.tsx'

/** Where the link of a letter leads, and one that an administrator hands over. */
export function PasswordPage() {
  const { access } = useWords()
  const { token } = useParams({ from: '/password/$token' })
  const [password, setPassword] = useState('')
  const choice = useMutation({ mutationFn: () => choosePassword(token, password) })
  const errors = fieldErrors(choice.error)

  if (choice.isSuccess)
    return <MessageCard title={access.reset.done} help={access.reset.doneHelp} />
  return (
    <AccessCard title={access.reset.title} help={access.reset.help}>
      <AccessForm
        submit={access.reset.submit}
        isBusy={choice.isPending}
        error={formError(choice.error)}
        failure={choice.error}
        onSubmit={() => choice.mutate()}
      >
        <PasswordField
          isNew
          label={access.newPassword}
          value={password}
          onChange={(password) => {
            setPassword(password)
            choice.reset()
          }}
          help={access.passwordHelp}
          error={errors.password}
        />
      </AccessForm>
    </AccessCard>
  )
}
