import { Button, Drawer, NativeSelect, TextInput } from '@mantine/core'
import type { KeyPermission } from '@otklik/protocol/settings'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { useFocusWrongField } from '../../ui/use-focus-wrong-field.ts'
import { useWords } from '../../words/index.ts'
import { createKey, keysQuery } from './api/keys.ts'
import styles from './developers.module.css'
import { PermissionChoice } from './permission-choice.tsx'

interface CreateKeyDrawerProps {
  isOpen: boolean
  permissions: readonly KeyPermission[]
  onClose: () => void
}

export function CreateKeyDrawer({ isOpen, permissions, onClose }: CreateKeyDrawerProps) {
  const { common, developers: words } = useWords()
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      title={words.newKey}
      size={520}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <CreateKeyForm permissions={permissions} onClose={onClose} />
    </Drawer>
  )
}

const terms = { never: undefined, d30: 30, d90: 90, d365: 365 }
type Term = keyof typeof terms

function CreateKeyForm({ permissions, onClose }: Omit<CreateKeyDrawerProps, 'isOpen'>) {
  const { common, developers: words } = useWords()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly KeyPermission[]>([])
  const [scope, setScope] = useState<'all' | 'team' | 'own'>('all')
  const [perMinute, setPerMinute] = useState('600')
  const [term, setTerm] = useState<Term>('never')
  const creation = useMutation({
    mutationFn: () => {
      const expiresInDays = terms[term]
      return createKey({
        ...{ name, scope, permissions: [...chosen], perMinute: Number(perMinute) },
        ...(expiresInDays && { expiresInDays }),
      })
    },
    onSuccess: () => void client.invalidateQueries({ queryKey: keysQuery.queryKey }),
  })
  const errors = fieldErrors(creation.error)
  const failure = formError(creation.error)
  const form = useRef<HTMLFormElement>(null)
  useFocusWrongField(form, creation.error)
  if (creation.data) {
    return (
      <div className={styles.stack}>
        <Notice tone="warn" isNew>
          {words.keyMadeHelp}
        </Notice>
        <CopyField label={words.key} value={creation.data.key} />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{words.done}</Button>
        </div>
      </div>
    )
  }
  return (
    <form
      ref={form}
      className={styles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!creation.isPending) creation.mutate()
      }}
    >
      <TextInput
        label={words.keyName}
        value={name}
        maxLength={80}
        description={errors.name ? undefined : words.keyNameHelp}
        error={fieldError(errors.name)}
        data-autofocus
        onChange={(event) => {
          setName(event.currentTarget.value)
          creation.reset()
        }}
      />
      <PermissionChoice
        permissions={permissions}
        chosen={chosen}
        error={errors.permissions}
        onChange={(next) => {
          setChosen(next)
          creation.reset()
        }}
      />
      <NativeSelect
        label={words.scope}
        value={scope}
        data={(['all', 'team', 'own'] as const).map((value) => ({
          value,
          label: words.scopes[value],
        }))}
        onChange={(event) => setScope(event.currentTarget.value as typeof scope)}
      />
      <NativeSelect
        label={words.expires}
        value={term}
        data={(['never', 'd30', 'd90', 'd365'] as const).map((value) => ({
          value,
          label: words.expiresIn[value],
        }))}
        onChange={(event) => setTerm(event.currentTarget.value as Term)}
      />
      <TextInput
        inputMode="numeric"
        label={words.perMinute}
        value={perMinute}
        description={errors.perMinute ? undefined : words.perMinuteHelp}
        error={fieldError(errors.perMinute)}
        onChange={(event) => {
          setPerMinute(event.currentTarget.value)
          creation.reset()
        }}
      />
      {failure ? (
        <Notice tone="danger" isNew>
          {failure}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton
          type="submit"
          label={words.create}
          busyLabel={words.creating}
          isBusy={creation.isPending}
        />
        <Button variant="subtle" color="gray" onClick={onClose}>
          {common.cancel}
        </Button>
      </div>
    </form>
  )
}
