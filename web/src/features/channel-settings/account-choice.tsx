import { TextInput } from '@mantine/core'
import type { SignInAccounts } from '@otklik/protocol'
import { useState } from 'react'

import { ChoiceList } from '../../ui/choice-list.tsx'
import { useWords } from '../../words/index.ts'

interface AccountChoiceProps {
  accounts: SignInAccounts['accounts']
  value: string
  onChange: (id: string) => void
}

/** A list that is longer than this is looked through by name. */
const FILTER_FROM = 9

/** All that the person administers; what they may not connect stays readable and says why. */
export function AccountChoice({ accounts, value, onChange }: AccountChoiceProps) {
  const { signIn: words } = useWords().channelSettings
  const [filter, setFilter] = useState('')
  const wanted = filter.trim().toLocaleLowerCase()
  const shown = accounts.filter(({ id, title }) =>
    wanted ? title.toLocaleLowerCase().includes(wanted) || id === value : true,
  )
  return (
    <>
      {accounts.length >= FILTER_FROM ? (
        <TextInput
          label={words.filter}
          value={filter}
          description={shown.length === 0 ? words.nothingFound : undefined}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      ) : null}
      <ChoiceList
        legend={words.choose}
        isLegendHidden
        value={value}
        choices={shown.map(({ id, title, detail, isAllowed, why }) => ({
          value: id,
          label: title,
          help: detail,
          offBecause: isAllowed ? undefined : (why ?? words.notAdministrator),
        }))}
        onChange={onChange}
      />
    </>
  )
}
