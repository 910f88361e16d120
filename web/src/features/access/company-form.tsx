import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { formError } from '../../ui/form-failure.ts'
import { leaveFor } from '../../ui/leaving.ts'
import { TextButton } from '../../ui/text-button.tsx'
import { useWords } from '../../words/index.ts'
import { AccessForm } from './access-form.tsx'
import { beginCompanySignIn } from './api/begin-company-sign-in.ts'

/** To the company's own provider, found by its address; `known` is one that a link has named. */
export function CompanyForm({ known, onBack }: { known: string; onBack: () => void }) {
  const { signIn } = useWords().access
  const [company, setCompany] = useState(known)
  const leaving = useMutation({
    mutationFn: () => beginCompanySignIn(company.trim()),
    onSuccess: ({ url }) => leaveFor(url),
  })
  return (
    <AccessForm
      submit={signIn.goOn}
      isBusy={leaving.isPending}
      error={formError(leaving.error)}
      onSubmit={() => {
        if (company.trim()) leaving.mutate()
      }}
      after={<TextButton onClick={onBack}>{signIn.viaPassword}</TextButton>}
    >
      <TextInput
        label={signIn.companyAddress}
        description={signIn.companyAddressHelp}
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        value={company}
        onChange={(event) => {
          setCompany(event.currentTarget.value)
          leaving.reset()
        }}
      />
    </AccessForm>
  )
}
