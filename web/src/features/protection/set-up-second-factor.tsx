import type { BegunSecondFactor } from '@otklik/protocol/settings'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { CopyField } from '../../ui/copy-field.tsx'
import { fieldErrors } from '../../ui/form-failure.ts'
import { useWords } from '../../words/index.ts'
import { PasswordField } from '../access/index.ts'
import { beginSecondFactor } from './api/begin-second-factor.ts'
import { confirmSecondFactor } from './api/confirm-second-factor.ts'
import { CodeField } from './code-field.tsx'
import { Form } from './form.tsx'
import { QrCode } from './qr-code.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import styles from './stack.module.css'

/** Password, picture and first code, recovery codes: one after another. */
export function SetUpSecondFactor({ onDone }: { onDone: () => void }) {
  const [begun, setBegun] = useState<BegunSecondFactor>()
  const [codes, setCodes] = useState<string[]>()
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />
  if (begun) return <Scan begun={begun} onConfirmed={setCodes} />
  return <AskPassword onBegun={setBegun} />
}

function AskPassword({ onBegun }: { onBegun: (begun: BegunSecondFactor) => void }) {
  const { protection } = useWords()
  const [password, setPassword] = useState('')
  const beginning = useMutation({
    mutationFn: () => beginSecondFactor(password),
    onSuccess: onBegun,
  })
  return (
    <Form
      submit={protection.next}
      isBusy={beginning.isPending}
      failure={beginning.error}
      onSubmit={() => beginning.mutate()}
    >
      <PasswordField
        label={protection.confirmPassword}
        help={protection.confirmPasswordHelp}
        error={fieldErrors(beginning.error).password}
        value={password}
        onChange={(value) => {
          setPassword(value)
          beginning.reset()
        }}
      />
    </Form>
  )
}

interface ScanProps {
  begun: BegunSecondFactor
  onConfirmed: (recoveryCodes: string[]) => void
}

function Scan({ begun, onConfirmed }: ScanProps) {
  const { protection } = useWords()
  const [code, setCode] = useState('')
  const confirming = useMutation({
    mutationFn: () => confirmSecondFactor(code),
    onSuccess: ({ recoveryCodes }) => onConfirmed(recoveryCodes),
  })
  return (
    <Form
      submit={protection.confirm}
      isBusy={confirming.isPending}
      failure={confirming.error}
      onSubmit={() => confirming.mutate()}
    >
      <p className={styles.help}>{protection.scan}</p>
      <QrCode text={begun.uri} label={protection.qr} />
      <CopyField label={protection.orType} value={inGroups(begun.secret)} />
      <CodeField
        isNumeric
        label={protection.code}
        help={protection.codeHelp}
        error={fieldErrors(confirming.error).code}
        value={code}
        onChange={(value) => {
          setCode(value)
          confirming.reset()
        }}
      />
    </Form>
  )
}

/** Easier to type from the screen; applications take it with and without spaces. */
const inGroups = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? secret
