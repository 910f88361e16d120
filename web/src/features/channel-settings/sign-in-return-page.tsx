import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

import { ButtonLink } from '../../ui/button-link.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useWords } from '../../words/index.ts'
import { RequirePermission, SettingsPage } from '../settings-shell/index.ts'
import { finishSignIn } from './api/sign-in.ts'

/** Where a platform brings people back to, with a code in the address: it is handed over once. */
export function SignInReturnPage() {
  const { settings } = useWords()
  return (
    <RequirePermission permission="channels.manage" title={settings.channels}>
      <Returning />
    </RequirePermission>
  )
}

function Returning() {
  const { channelSettings, settings } = useWords()
  const { signIn: words } = channelSettings
  const navigate = useNavigate()
  const wasHandedOver = useRef(false)
  const { mutate, error } = useMutation({
    mutationFn: () => finishSignIn(Object.fromEntries(new URLSearchParams(window.location.search))),
    onSuccess: ({ id, kind }) =>
      navigate({
        to: '/settings/channels/new/$kind',
        params: { kind },
        search: { signIn: id },
        replace: true,
      }),
  })
  useEffect(() => {
    if (wasHandedOver.current) return
    wasHandedOver.current = true
    mutate()
  }, [mutate])
  return (
    <SettingsPage
      title={error ? words.failed : words.returning}
      crumb={{ to: '/settings/channels', label: settings.channels }}
    >
      {error ? (
        <StateView
          icon="failed"
          title={formError(error) ?? words.failed}
          action={
            <ButtonLink to="/settings/channels" variant="default">
              {words.back}
            </ButtonLink>
          }
        />
      ) : (
        <Skeleton label={words.returning} shapes={['block']} />
      )}
    </SettingsPage>
  )
}
