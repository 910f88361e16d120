import { TextInput } from '@mantine/core'
import type { InvitationOffer } from '@otklik/protocol'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { useWords } from '../../words/index.ts'
import { AccessForm } from './access-form.tsx'
import { acceptInvitation } from './api/accept-invitation.ts'
import { CodeForm, isCodeNeeded } from './code-form.tsx'
import { PasswordField } from './password-field.tsx'
import { useEnter } from './use-enter.ts'

/** Somebody new chooses a password; somebody known here confirms with theirs. */
export function InvitationForm({ token, offer }: { token: string; offer: InvitationOffer }) {
  const { access } = useWords()
  const enter = useEnter()
  const [name, setName] = useState(offer.name)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState<string>()
  const acceptance = useMutation({
    mutationFn: () =>
      acceptInvitation({ token, name, password, ...(code !== undefined && { code }) }),
    onSuccess: (session) => enter(session),
    onError: (failure) => {
      if (!isCodeNeeded(failure)) return
      setCode('')
      acceptance.reset()
    },
  })
  const errors = fieldErrors(acceptance.error)
  if (code !== undefined) {
    return (
      <CodeForm
        code={code}
        isBusy={acceptance.isPending}
        failure={acceptance.error}
        onChange={(typed) => {
          setCode(typed)
          acceptance.reset()
        }}
        onSubmit={() => acceptance.mutate()}
        onBack={() => setCode(undefined)}
      />
    )
  }
  return (
    <AccessForm
      submit={access.invitation.submit}
      isBusy={acceptance.isPending}
      error={formError(acceptance.error)}
      failure={acceptance.error}
      onSubmit={() => acceptance.mutate()}
    >
      {offer.isKnown ? <Notice>{access.invitation.knownHelp}</Notice> : null}
      {/* Password keepers store what is chosen here under this address. */}
      <input type="email" autoComplete="username" value={offer.email} readOnly hidden />
      <TextInput
        label={access.name}
        autoComplete="name"
        value={name}
        error={fieldError(errors.name)}
        onChange={(event) => {
          setName(event.currentTarget.value)
          acceptance.reset()
        }}
      />
      <PasswordField
        isNew={!offer.isKnown}
        label={access.password}
        value={password}
        onChange={(password) => {
          setPassword(password)
          acceptance.reset()
        }}
        help={offer.isKnown ? undefined : access.passwordHelp}
        error={errors.password}
      />
    </AccessForm>
  )
}
