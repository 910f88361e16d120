import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { useWords } from '../../words/index.ts'
import { AccessForm } from './access-form.tsx'
import { createCompany } from './api/create-company.ts'
import { PasswordField } from './password-field.tsx'
import { useEnter } from './use-enter.ts'

const nothing = { companyName: '', name: '', email: '', password: '' }

export function FirstRunForm() {
  const { access } = useWords()
  const enter = useEnter()
  const [company, setCompany] = useState(nothing)
  const creation = useMutation({
    mutationFn: () => createCompany({ ...company, email: company.email.trim() }),
    onSuccess: (session) => enter(session),
  })
  const errors = fieldErrors(creation.error)
  const change = (part: Partial<typeof nothing>) => {
    setCompany({ ...company, ...part })
    creation.reset()
  }
  return (
    <AccessForm
      submit={access.firstRun.submit}
      isBusy={creation.isPending}
      error={formError(creation.error)}
      failure={creation.error}
      onSubmit={() => creation.mutate()}
    >
      <TextInput
        label={access.firstRun.company}
        autoComplete="organization"
        autoFocus
        value={company.companyName}
        error={fieldError(errors.companyName)}
        onChange={(event) => change({ companyName: event.currentTarget.value })}
      />
      <TextInput
        label={access.firstRun.ownerName}
        autoComplete="name"
        value={company.name}
        error={fieldError(errors.name)}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        label={access.email}
        type="email"
        autoComplete="username"
        value={company.email}
        error={fieldError(errors.email)}
        onChange={(event) => change({ email: event.currentTarget.value })}
      />
      <PasswordField
        isNew
        label={access.password}
        value={company.password}
        onChange={(password) => change({ password })}
        help={access.passwordHelp}
        error={errors.password}
      />
    </AccessForm>
  )
}
