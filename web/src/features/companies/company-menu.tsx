import { Menu } from '@mantine/core'
import type { InstallationAccount } from '@otklik/protocol/settings'
import { useState } from 'react'

import { formError } from '../../ui/form-failure.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { resumeCompany } from './api/companies.ts'
import { InviteAgainDialog } from './invite-again-dialog.tsx'
import { SuspendDialog } from './suspend-dialog.tsx'
import { useCompanyChange } from './use-company-change.ts'

/** A demo is the server's to start and stop: there is nothing to be done with it here. */
export function CompanyMenu({ company }: { company: InstallationAccount }) {
  const { companies: words } = useWords()
  const { id, name, isDemo, isSuspended, invited } = company
  const [opened, setOpened] = useState<'suspend' | 'invite'>()
  const resuming = useCompanyChange(() => resumeCompany(id), {
    onDone: () => showToast({ text: words.resumed(name) }),
    onFailed: (failure) => showToast({ text: formError(failure) ?? failure.message }),
  })
  if (isDemo) return null
  const close = () => setOpened(undefined)
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <IconButton icon="dots" label={words.actionsOf(name)} />
        </Menu.Target>
        <Menu.Dropdown>
          {invited ? (
            <Menu.Item onClick={() => setOpened('invite')}>{words.inviteAgain}</Menu.Item>
          ) : null}
          {isSuspended ? (
            <Menu.Item onClick={() => resuming.mutate()}>{words.resume}</Menu.Item>
          ) : (
            <Menu.Item onClick={() => setOpened('suspend')}>{words.suspend}</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <SuspendDialog company={company} isOpen={opened === 'suspend'} onClose={close} />
      <InviteAgainDialog company={company} isOpen={opened === 'invite'} onClose={close} />
    </>
  )
}
