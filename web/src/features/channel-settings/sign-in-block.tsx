import type { ChannelKindView } from '@otklik/protocol'
import { useMutation } from '@tanstack/react-query'

import { BusyButton } from '../../ui/busy-button.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { useWords } from '../../words/index.ts'
import { Block } from '../settings-shell/index.ts'
import { startSignIn } from './api/sign-in.ts'

/** «Авторизоваться»: second to pasting a key, because platforms rarely grant all it can do (D-30). */
export function SignInBlock({ kind }: { kind: ChannelKindView }) {
  const { signIn: words } = useWords().channelSettings
  return (
    <Block title={words.title} help={words.help(kind.title)}>
      <SignInButton kind={kind} label={words.start} />
    </Block>
  )
}

export function SignInButton({ kind, label }: { kind: ChannelKindView; label: string }) {
  const { signIn: words } = useWords().channelSettings
  const start = useMutation({
    mutationFn: () => startSignIn(kind.id),
    onSuccess: ({ url }) => window.location.assign(url),
  })
  return (
    <>
      <div>
        <BusyButton
          variant="default"
          label={label}
          busyLabel={words.starting}
          isBusy={start.isPending || start.isSuccess}
          onClick={() => start.mutate()}
        />
      </div>
      {start.error ? (
        <Notice tone="danger" isNew>
          {formError(start.error)}
        </Notice>
      ) : null}
    </>
  )
}
