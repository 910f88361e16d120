import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { fieldErrors } from '../../ui/form-failure.ts'
import { useWords } from '../../words/index.ts'
import { PasswordField } from '../access/index.ts'
import type { Proof } from './api/end-second-factor.ts'
import { CodeField } from './code-field.tsx'
import { Form } from './form.tsx'
import styles from './stack.module.css'

interface ProveProps<Answer> {
  help: string
  submit: string
  refuse: string
  isRed?: boolean
  act: (proof: Proof) => Promise<Answer>
  onDone: (answer: Answer) => void
  onClose: () => void
}

/** Whoever sits here is not yet the owner of it: the password and a code say so. */
export function Prove<Answer>(props: ProveProps<Answer>) {
  const { protection } = useWords()
  const { help, submit, refuse, isRed = false, act, onDone, onClose } = props
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const acting = useMutation({ mutationFn: () => act({ password, code }), onSuccess: onDone })
  const errors = fieldErrors(acting.error)
  return (
    <Form
      submit={submit}
      isRed={isRed}
      isBusy={acting.isPending}
      failure={acting.error}
      onSubmit={() => acting.mutate()}
      after={
        <Button variant="subtle" color="gray" onClick={onClose}>
          {refuse}
        </Button>
      }
    >
      <p className={styles.help}>{help}</p>
      <PasswordField
        label={protection.confirmPassword}
        error={errors.password}
        value={password}
        onChange={(value) => {
          setPassword(value)
          acting.reset()
        }}
      />
      <CodeField
        label={protection.codeOrRecovery}
        error={errors.code}
        value={code}
        onChange={(value) => {
          setCode(value)
          acting.reset()
        }}
      />
    </Form>
  )
}
