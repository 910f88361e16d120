import { PasswordInput, TagsInput, TextInput } from '@mantine/core'
import type { CompanySignIn } from '@otklik/protocol/settings'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { ChoiceList } from '../../ui/choice-list.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors } from '../../ui/form-failure.ts'
import { Switch } from '../../ui/switch.tsx'
import { useWords } from '../../words/index.ts'
import '../../ui/pickers.css'
import { Block } from '../settings-shell/index.ts'
import { companySignInQuery } from './api/company-sign-in.ts'
import { saveCompanySignIn } from './api/save-company-sign-in.ts'
import { Form } from './form.tsx'

/** «Вход через компанию»: who vouches for its people, and whom that lets in. */
export function CompanyBlock() {
  const { companySignIn: words } = useWords()
  const { data } = useQuery(companySignInQuery)
  return (
    <Block title={words.title} help={words.help}>
      {data ? <CompanyForm key={data.version} saved={data} /> : null}
    </Block>
  )
}

const roles = ['observer', 'operator', 'quality-reviewer', 'supervisor'] as const

function CompanyForm({ saved }: { saved: CompanySignIn }) {
  const { access, companySignIn: words, operators } = useWords()
  const [form, setForm] = useState(saved)
  const [clientSecret, setSecret] = useState('')
  const client = useQueryClient()
  const saving = useMutation({
    mutationFn: () => {
      const { hasSecret: _, returnUrl: __, ...rest } = form
      return saveCompanySignIn({ ...rest, ...(clientSecret && { clientSecret }) })
    },
    onSuccess: (after) => client.setQueryData(companySignInQuery.queryKey, after),
  })
  const errors = fieldErrors(saving.error)
  const change = (part: Partial<CompanySignIn>) => {
    setForm({ ...form, ...part })
    saving.reset()
  }
  const field = (name: 'slug' | 'issuer' | 'clientId', help?: string) => ({
    label: words[name],
    description: errors[name] ? undefined : help,
    error: fieldError(errors[name]),
    value: form[name],
    autoCapitalize: 'none',
    spellCheck: false,
    onChange: (event: { currentTarget: { value: string } }) =>
      change({ [name]: event.currentTarget.value }),
  })
  const domainProblem = Object.entries(errors).find(([path]) => path.startsWith('domains'))?.[1]
  return (
    <Form
      submit={words.save}
      busyLabel={words.saving}
      isBusy={saving.isPending}
      failure={saving.error}
      onSubmit={() => saving.mutate()}
    >
      <Switch
        label={words.isOn}
        help={words.isOnHelp}
        isOn={form.isOn}
        onChange={(isOn) => change({ isOn })}
      />
      <CopyField label={words.returnUrl} value={form.returnUrl} />
      <TextInput {...field('issuer', words.issuerHelp)} />
      <TextInput {...field('clientId')} />
      <PasswordInput
        label={words.clientSecret}
        description={form.hasSecret && !errors.clientSecret ? words.secretKept : undefined}
        error={fieldError(errors.clientSecret)}
        autoComplete="off"
        value={clientSecret}
        visibilityToggleButtonProps={{ 'aria-label': access.showPassword, tabIndex: 0 }}
        onChange={(event) => {
          setSecret(event.currentTarget.value)
          saving.reset()
        }}
      />
      <TextInput {...field('slug', words.slugHelp)} />
      <TagsInput
        label={words.domains}
        description={domainProblem ? undefined : words.domainsHelp}
        error={fieldError(domainProblem)}
        value={form.domains}
        maxTags={20}
        onChange={(domains) => change({ domains })}
      />
      <ChoiceList
        legend={words.letsIn}
        value={form.letsIn}
        choices={(['invited', 'domain'] as const).map((value) => ({
          value,
          label: words.letsInChoices[value],
        }))}
        onChange={(letsIn) => change({ letsIn })}
      />
      {form.letsIn === 'domain' ? (
        <ChoiceList
          legend={words.role}
          value={form.role}
          choices={roles.map((value) => ({ value, label: operators.roles[value] }))}
          onChange={(role) => change({ role })}
        />
      ) : null}
    </Form>
  )
}
