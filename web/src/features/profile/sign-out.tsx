import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { BusyButton } from '../../ui/busy-button.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { useWords } from '../../words/index.ts'
import { signOut, useSession } from '../session/index.ts'
import { Block } from '../settings-shell/index.ts'

export function SignOut() {
  const { common, profile } = useWords()
  const { user } = useSession()
  const client = useQueryClient()
  const navigate = useNavigate()
  const leaving = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      client.clear()
      await navigate({ to: '/sign-in', state: { hasSessionEnded: true } })
    },
  })
  return (
    <Block
      title={profile.account}
      help={`${user.email}. ${profile.signOutHelp}`}
      aside={
        <BusyButton
          variant="default"
          label={common.signOut}
          isBusy={leaving.isPending}
          onClick={() => leaving.mutate()}
        />
      }
    >
      {leaving.error ? (
        <Notice tone="danger" isNew>
          {formError(leaving.error)}
        </Notice>
      ) : null}
    </Block>
  )
}
