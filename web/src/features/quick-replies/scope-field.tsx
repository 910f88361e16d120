import { NativeSelect } from '@mantine/core'
import type { QuickReplyScope } from '@otklik/protocol'

import { fieldError } from '../../ui/field-error.tsx'
import { useWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import { useSession } from '../session/index.ts'

export interface ScopeValue {
  scope: QuickReplyScope
  teamId?: string
}

interface ScopeFieldProps {
  value: ScopeValue
  error: string | undefined
  onChange: (value: ScopeValue) => void
}

/** Whose it will be: what a role may not choose is absent. */
export function ScopeField({ value, error, onChange }: ScopeFieldProps) {
  const { quickReplies: words } = useWords()
  const { permissions } = useSession()
  const teams = useFeedState((state) => state.teams)
  const scopes = (['own', 'team', 'company'] as const).filter(
    (scope) =>
      scope === 'own' ||
      permissions.includes(scope === 'team' ? 'teams.manage' : 'quick-replies.manage'),
  )
  if (scopes.length === 1) return null
  const [first] = teams.keys()
  return (
    <>
      <NativeSelect
        label={words.scope}
        description={words.scopeHelp[value.scope]}
        value={value.scope}
        data={scopes.map((scope) => ({ value: scope, label: words.scopes[scope] }))}
        onChange={(event) => {
          const scope = event.currentTarget.value as QuickReplyScope
          onChange({ scope, ...(scope === 'team' && first && { teamId: first }) })
        }}
      />
      {value.scope === 'team' ? (
        <NativeSelect
          label={words.team}
          value={value.teamId}
          error={fieldError(error)}
          data={[...teams.values()].map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => onChange({ scope: 'team', teamId: event.currentTarget.value })}
        />
      ) : null}
    </>
  )
}
