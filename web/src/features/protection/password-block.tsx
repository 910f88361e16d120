import { Button, Drawer } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { fieldErrors } from '../../ui/form-failure.ts'
import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { PasswordField } from '../access/index.ts'
import { useSession } from '../session/index.ts'
import { Block } from '../settings-shell/index.ts'
import { activeSessionsQuery } from './api/active-sessions.ts'
import { changePassword } from './api/change-password.ts'
import { secondFactorQuery } from './api/second-factor.ts'
import { Form } from './form.tsx'

/** Absent for somebody who has none: their company keeps it. */
export function PasswordBlock() {
  const { common, protection } = useWords()
  const { data: factor } = useQuery(secondFactorQuery)
  const [isOpen, setOpen] = useState(false)
  if (!factor?.hasPassword) return null
  return (
    <Block
      title={protection.password}
      help={protection.passwordHelp}
      aside={
        <Button variant="default" onClick={() => setOpen(true)}>
          {protection.changePassword}
        </Button>
      }
    >
      <Drawer
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={protection.changePassword}
        size={480}
        closeButtonProps={{ 'aria-label': common.close }}
      >
        <PasswordForm onDone={() => setOpen(false)} />
      </Drawer>
    </Block>
  )
}

function PasswordForm({ onDone }: { onDone: () => void }) {
  const { access, protection } = useWords()
  const { email } = useSession().user
  const client = useQueryClient()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const changing = useMutation({
    mutationFn: () => changePassword(current, password),
    onSuccess: async () => {
      showToast({ text: protection.passwordChanged })
      onDone()
      await client.invalidateQueries({ queryKey: activeSessionsQuery.queryKey })
    },
  })
  const errors = fieldErrors(changing.error)
  return (
    <Form
      submit={protection.changePassword}
      isBusy={changing.isPending}
      failure={changing.error}
      onSubmit={() => changing.mutate()}
    >
      {/* Password keepers store what is chosen here under this address. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        label={protection.currentPassword}
        error={errors.current}
        value={current}
        onChange={(value) => {
          setCurrent(value)
          changing.reset()
        }}
      />
      <PasswordField
        isNew
        label={access.newPassword}
        help={access.passwordHelp}
        error={errors.password}
        value={password}
        onChange={(value) => {
          setPassword(value)
          changing.reset()
        }}
      />
    </Form>
  )
}
