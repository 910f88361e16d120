import { TextInput } from '@mantine/core'

import { ApiFailure } from '../../api/failure.ts'
import { formError } from '../../ui/form-failure.ts'
import { TextButton } from '../../ui/text-button.tsx'
import { useWords } from '../../words/index.ts'
import { AccessForm } from './access-form.tsx'

/** The password was right, and a second factor stands behind it. */
export const isCodeNeeded = (failure: unknown): boolean =>
  failure instanceof ApiFailure && failure.code === 'code-needed'

interface CodeFormProps {
  code: string
  isBusy: boolean
  failure: unknown
  onChange: (code: string) => void
  onSubmit: () => void
  onBack: () => void
}

/** The other half of a sign-in, where there is a second factor. */
export function CodeForm({ code, isBusy, failure, onChange, onSubmit, onBack }: CodeFormProps) {
  const { access } = useWords()
  return (
    <AccessForm
      submit={access.signIn.confirm}
      isBusy={isBusy}
      error={formError(failure)}
      onSubmit={() => {
        if (code.trim()) onSubmit()
      }}
      after={<TextButton onClick={onBack}>{access.signIn.otherAccount}</TextButton>}
    >
      <TextInput
        label={access.signIn.code}
        description={access.signIn.codeHelp}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        value={code}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </AccessForm>
  )
}
