import { TextInput } from '@mantine/core'
import type { OwnProfile } from '@otklik/protocol/settings'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors } from '../../ui/form-failure.ts'
import { useWords } from '../../words/index.ts'
import { sessionQuery } from '../session/index.ts'
import { Block } from '../settings-shell/index.ts'
import { ownProfileQuery } from './api/own-profile.ts'
import { saveOwnProfile } from './api/save-own-profile.ts'
import { Form } from './form.tsx'

/** «Имя»: for colleagues, and for customers where a channel shows one (D-37). */
export function NamesBlock() {
  const { protection } = useWords()
  const { data: names } = useQuery(ownProfileQuery)
  return (
    <Block title={protection.names} help={protection.namesHelp}>
      {names ? <NamesForm names={names} /> : null}
    </Block>
  )
}

function NamesForm({ names }: { names: OwnProfile }) {
  const { protection } = useWords()
  const client = useQueryClient()
  const [name, setName] = useState(names.name)
  const [signature, setSignature] = useState(names.signature)
  const saving = useMutation({
    mutationFn: () => saveOwnProfile({ name, signature }),
    onSuccess: async (saved) => {
      client.setQueryData(ownProfileQuery.queryKey, saved)
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey })
    },
  })
  const errors = fieldErrors(saving.error)
  return (
    <Form
      submit={protection.save}
      busyLabel={protection.saving}
      isBusy={saving.isPending}
      failure={saving.error}
      after={<span role="status">{saving.isSuccess ? protection.saved : null}</span>}
      onSubmit={() => saving.mutate()}
    >
      <TextInput
        label={protection.name}
        autoComplete="name"
        error={fieldError(errors.name)}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value)
          saving.reset()
        }}
      />
      <TextInput
        label={protection.signature}
        description={errors.signature ? undefined : protection.signatureHelp}
        error={fieldError(errors.signature)}
        value={signature}
        onChange={(event) => {
          setSignature(event.currentTarget.value)
          saving.reset()
        }}
      />
    </Form>
  )
}
