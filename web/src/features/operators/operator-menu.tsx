import { Menu } from '@mantine/core'
import type { Operator } from '@otklik/protocol'
import { useState } from 'react'

import { formError } from '../../ui/form-failure.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { useSession } from '../session/index.ts'
import { useMay } from '../settings-shell/index.ts'
import { DisableDialog } from './disable-dialog.tsx'
import { EditDrawer } from './edit-drawer.tsx'
import { ResetDialog } from './reset-dialog.tsx'
import { ResetFactorDialog, useHasSecondFactor } from './reset-factor-dialog.tsx'
import { useOperatorChange } from './use-operator-change.ts'

/** What may be done with somebody. An owner is an owner's business only. */
export function OperatorMenu({ operator }: { operator: Operator }) {
  const { operators, protection } = useWords()
  const isMe = useSession().operator.id === operator.id
  const mayManage = useMay('operators.manage')
  const mayTouchOwners = useMay('account.manage')
  const [opened, setOpened] = useState<'edit' | 'reset' | 'factor' | 'disable'>()
  const enabling = useOperatorChange(operator.id, () => {
    showToast({ text: operators.enabled(operator.name) })
  })
  const hasFactor = useHasSecondFactor(operator.id, mayManage)
  if (!mayManage || (operator.role === 'owner' && !mayTouchOwners)) return null
  const tell = (failure: Error) => showToast({ text: formError(failure) ?? failure.message })
  const close = () => setOpened(undefined)
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <IconButton icon="dots" label={operators.actionsOf(operator.name)} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpened('edit')}>{operators.edit}</Menu.Item>
          {operator.isDisabled ? null : (
            <Menu.Item onClick={() => setOpened('reset')}>{operators.resetPassword}</Menu.Item>
          )}
          {hasFactor && !isMe ? (
            <Menu.Item onClick={() => setOpened('factor')}>{protection.reset}</Menu.Item>
          ) : null}
          {isMe ? null : <Menu.Divider />}
          {!isMe && operator.isDisabled ? (
            <Menu.Item onClick={() => enabling.mutate({ isDisabled: false }, { onError: tell })}>
              {operators.enable}
            </Menu.Item>
          ) : null}
          {!isMe && !operator.isDisabled ? (
            <Menu.Item onClick={() => setOpened('disable')}>{operators.disable}</Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <EditDrawer operator={operator} isOpen={opened === 'edit'} onClose={close} />
      <ResetDialog operator={operator} isOpen={opened === 'reset'} onClose={close} />
      <ResetFactorDialog operator={operator} isOpen={opened === 'factor'} onClose={close} />
      <DisableDialog operator={operator} isOpen={opened === 'disable'} onClose={close} />
    </>
  )
}
