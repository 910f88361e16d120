import type { Role } from '@otklik/protocol'

import { ChoiceList } from '../../ui/choice-list.tsx'
import { useWords } from '../../words/index.ts'
import { useMay } from '../settings-shell/index.ts'

const roles: readonly Role[] = [
  'operator',
  'supervisor',
  'administrator',
  'owner',
  'quality-reviewer',
  'observer',
]

interface RoleChoiceProps {
  value: Role
  /** Why none of them can be chosen now. */
  offBecause?: string | undefined
  onChange: (role: Role) => void
}

export function RoleChoice({ value, offBecause, onChange }: RoleChoiceProps) {
  const { operators } = useWords()
  const mayAppointOwners = useMay('account.manage')
  const reasonFor = (role: Role) => {
    if (role === value) return undefined
    return role === 'owner' && !mayAppointOwners ? operators.ownerOnly : offBecause
  }
  return (
    <ChoiceList
      legend={operators.role}
      value={value}
      choices={roles.map((role) => ({
        value: role,
        label: operators.roles[role],
        help: operators.roleHelp[role],
        offBecause: reasonFor(role),
      }))}
      onChange={onChange}
    />
  )
}
