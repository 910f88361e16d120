import type { Scope } from '@otklik/protocol'

import { ChoiceList } from '../../ui/choice-list.tsx'
import { useWords } from '../../words/index.ts'

const scopes: readonly Scope[] = ['own', 'team', 'all']

interface ScopeChoiceProps {
  value: Scope
  onChange: (scope: Scope) => void
}

/** «Видит обращения»: of an operator alone, all other roles see all of them. */
export function ScopeChoice({ value, onChange }: ScopeChoiceProps) {
  const { operators } = useWords()
  return (
    <ChoiceList
      legend={operators.scope}
      value={value}
      choices={scopes.map((each) => ({
        value: each,
        label: operators.scopes[each],
        help: operators.scopeHelp[each],
      }))}
      onChange={onChange}
    />
  )
}
