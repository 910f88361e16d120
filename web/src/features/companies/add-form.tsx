import { Button, TextInput } from '@mantine/core'
import type { AddAccountRequest, AddedAccount } from '@otklik/protocol/settings'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useFocusWrongField } from '../../ui/use-focus-wrong-field.ts'
import { useWords } from '../../words/index.ts'
import { addCompany, companiesQuery } from './api/companies.ts'
import styles from './companies.module.css'

const nothing: AddAccountRequest = { name: '', ownerName: '', ownerEmail: '' }

interface AddFormProps {
  onAdded: (company: AddedAccount) => void
  onClose: () => void
}

export function AddForm({ onAdded, onClose }: AddFormProps) {
  const { common, companies: words, operators } = useWords()
  const client = useQueryClient()
  const [typed, setTyped] = useState(nothing)
  const adding = useMutation({
    mutationFn: () => addCompany({ ...typed, ownerEmail: typed.ownerEmail.trim() }),
    onSuccess: (added) => {
      void client.invalidateQueries({ queryKey: companiesQuery.queryKey })
      if (added.link) onAdded(added)
      else {
        showToast({ text: operators.sent(added.invited?.email ?? typed.ownerEmail) })
        onClose()
      }
    },
  })
  const errors = fieldErrors(adding.error)
  const error = formError(adding.error)
  const form = useRef<HTMLFormElement>(null)
  useFocusWrongField(form, adding.error)
  const field = (name: keyof AddAccountRequest) => ({
    value: typed[name],
    error: fieldError(errors[name]),
    onChange(event: { currentTarget: { value: string } }) {
      setTyped({ ...typed, [name]: event.currentTarget.value })
      adding.reset()
    },
  })
  return (
    <form
      ref={form}
      className={styles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!adding.isPending) adding.mutate()
      }}
    >
      <p className={styles.help}>{words.createHelp}</p>
      <TextInput label={words.companyName} data-autofocus {...field('name')} />
      <TextInput label={words.ownerName} {...field('ownerName')} />
      <TextInput label={words.ownerEmail} type="email" {...field('ownerEmail')} />
      {error ? (
        <Notice tone="danger" isNew>
          {error}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton
          type="submit"
          label={words.create}
          busyLabel={words.creating}
          isBusy={adding.isPending}
        />
        <Button variant="subtle" color="gray" onClick={onClose}>
          {common.cancel}
        </Button>
      </div>
    </form>
  )
}
