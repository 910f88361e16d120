import type { Permission } from '@otklik/protocol'

import type { IconName } from '../../ui/icons.tsx'
import { useSession } from '../session/index.ts'

export interface Section {
  name:
    | 'channels'
    | 'schedule'
    | 'teams'
    | 'operators'
    | 'audit'
    | 'modules'
    | 'companies'
    | 'profile'
  to:
    | '/settings/channels'
    | '/settings/schedule'
    | '/settings/teams'
    | '/settings/operators'
    | '/settings/audit'
    | '/settings/modules'
    | '/settings/companies'
    | '/settings/profile'
  icon: IconName
  group: 'channels' | 'handling' | 'setup' | 'me'
  /** Whoever has none of these does not see the section at all. */
  permission?: Permission
  /** Only for whoever looks after the installation, whatever their role here. */
  isOfInstallation?: boolean
}

const sections: readonly Section[] = [
  {
    name: 'channels',
    to: '/settings/channels',
    icon: 'message',
    group: 'channels',
    permission: 'channels.manage',
  },
  {
    name: 'schedule',
    to: '/settings/schedule',
    icon: 'calendar',
    group: 'channels',
    permission: 'schedule.manage',
  },
  {
    name: 'teams',
    to: '/settings/teams',
    icon: 'share',
    group: 'handling',
    permission: 'teams.manage',
  },
  {
    name: 'operators',
    to: '/settings/operators',
    icon: 'people',
    group: 'setup',
    permission: 'teams.manage',
  },
  {
    name: 'audit',
    to: '/settings/audit',
    icon: 'pulse',
    group: 'setup',
    permission: 'audit.read',
  },
  {
    name: 'modules',
    to: '/settings/modules',
    icon: 'grid',
    group: 'setup',
    permission: 'account.manage',
  },
  {
    name: 'companies',
    to: '/settings/companies',
    icon: 'building',
    group: 'setup',
    isOfInstallation: true,
  },
  { name: 'profile', to: '/settings/profile', icon: 'contact', group: 'me' },
]

export const groups = ['channels', 'handling', 'setup', 'me'] as const

export function useSections(): Section[] {
  const { permissions, ownsInstallation } = useSession()
  return sections.filter(
    ({ permission, isOfInstallation }) =>
      (!permission || permissions.includes(permission)) && (!isOfInstallation || ownsInstallation),
  )
}
