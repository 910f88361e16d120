import { TextInput } from '@mantine/core'
import type { Session } from '@otklik/protocol'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { formError } from '../../ui/form-failure.ts'
import { TextButton } from '../../ui/text-button.tsx'
import { useWords } from '../../words/index.ts'
import { AccessForm } from './access-form.tsx'
import { signIn } from './api/sign-in.ts'
import { CodeForm, isCodeNeeded } from './code-form.tsx'
import { CompanyChoice } from './company-choice.tsx'
import { PasswordField } from './password-field.tsx'
import { useEnter } from './use-enter.ts'

interface SignInFormProps {
  email: string
  next: string | undefined
  onEmailChange: (email: string) => void
  onForgotten: () => void
  onCompany: () => void
}

/** What was typed stays, whatever the answer; only the server knows which of the two was wrong. */
export function SignInForm({ email, next, ...on }: SignInFormProps) {
  const { onEmailChange, onForgotten, onCompany } = on
  const { access } = useWords()
  const enter = useEnter()
  const [password, setPassword] = useState('')
  const [isIncomplete, setIncomplete] = useState(false)
  const [session, setSession] = useState<Session>()
  const [code, setCode] = useState<string>()
  const attempt = useMutation({
    mutationFn: (accountId?: string) =>
      signIn({
        email: email.trim(),
        password,
        ...(accountId && { accountId }),
        ...(code !== undefined && { code }),
      }),
    onError: (failure) => {
      if (!isCodeNeeded(failure)) return
      setCode('')
      attempt.reset()
    },
    onSuccess: (session, accountId) => {
      if (session.accounts.length > 1 && !accountId) setSession(session)
      else enter(session, next)
    },
  })
  const submit = () => {
    setIncomplete(!email.trim() || !password)
    if (email.trim() && password) attempt.mutate(undefined)
  }

  if (session) {
    return (
      <CompanyChoice
        companies={session.accounts}
        error={formError(attempt.error)}
        onChoose={(id) => {
          if (id === session.account.id) enter(session, next)
          else attempt.mutate(id)
        }}
      />
    )
  }
  if (code !== undefined) {
    return (
      <CodeForm
        code={code}
        isBusy={attempt.isPending}
        failure={attempt.error}
        onChange={(typed) => {
          setCode(typed)
          attempt.reset()
        }}
        onSubmit={() => attempt.mutate(undefined)}
        onBack={() => {
          setCode(undefined)
          setPassword('')
          attempt.reset()
        }}
      />
    )
  }
  return (
    <AccessForm
      submit={access.signIn.submit}
      isBusy={attempt.isPending}
      error={isIncomplete ? access.signIn.fillIn : formError(attempt.error)}
      onSubmit={submit}
      after={
        <>
          <TextButton onClick={onForgotten}>{access.signIn.forgot}</TextButton>
          <TextButton onClick={onCompany}>{access.signIn.viaCompany}</TextButton>
        </>
      }
    >
      <TextInput
        label={access.email}
        type="email"
        autoComplete="username"
        autoFocus
        value={email}
        onChange={(event) => onEmailChange(event.currentTarget.value)}
      />
      <PasswordField label={access.password} value={password} onChange={setPassword} />
    </AccessForm>
  )
}
