import type { Permission } from '@otklik/protocol'
import type { ModuleName } from '@otklik/protocol/settings'

import type { IconName } from '../../ui/icons.tsx'
import { useSession } from '../session/index.ts'

export interface Section {
  name:
    | 'channels'
    | 'schedule'
    | 'channel-groups'
    | 'tracking'
    | 'teams'
    | 'labels'
    | 'quickReplies'
    | 'bots'
    | 'operators'
    | 'contactFields'
    | 'developers'
    | 'retention'
    | 'audit'
    | 'modules'
    | 'signIn'
    | 'companies'
    | 'profile'
  to:
    | '/settings/channels'
    | '/settings/schedule'
    | '/settings/channel-groups'
    | '/settings/call-tracking'
    | '/settings/teams'
    | '/settings/labels'
    | '/settings/quick-replies'
    | '/bots'
    | '/settings/operators'
    | '/settings/contact-fields'
    | '/settings/developers'
    | '/settings/retention'
    | '/settings/audit'
    | '/settings/modules'
    | '/settings/sign-in'
    | '/settings/companies'
    | '/settings/profile'
  icon: IconName
  group: 'channels' | 'handling' | 'setup' | 'me'
  /** Whoever has none of these does not see the section at all. */
  permission?: Permission
  /** Absent while the company has that module off. */
  module?: ModuleName
  /** On the rail already, where there is one. */
  isOnRail?: boolean
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
    name: 'channel-groups',
    to: '/settings/channel-groups',
    icon: 'check',
    group: 'channels',
    permission: 'channels.manage',
    module: 'quality',
  },
  {
    name: 'tracking',
    to: '/settings/call-tracking',
    icon: 'bars',
    group: 'channels',
    permission: 'reports.view',
    module: 'call-tracking',
  },
  {
    name: 'teams',
    to: '/settings/teams',
    icon: 'share',
    group: 'handling',
    permission: 'teams.manage',
  },
  {
    name: 'labels',
    to: '/settings/labels',
    icon: 'tag',
    group: 'handling',
    permission: 'labels.manage',
  },
  {
    name: 'quickReplies',
    to: '/settings/quick-replies',
    icon: 'reply',
    group: 'handling',
    permission: 'conversations.reply',
  },
  {
    name: 'bots',
    to: '/bots',
    icon: 'bot',
    group: 'handling',
    permission: 'bots.manage',
    module: 'bots',
    isOnRail: true,
  },
  {
    name: 'operators',
    to: '/settings/operators',
    icon: 'people',
    group: 'setup',
    permission: 'teams.manage',
  },
  {
    name: 'contactFields',
    to: '/settings/contact-fields',
    icon: 'tag',
    group: 'setup',
    permission: 'contacts.manage',
  },
  {
    name: 'developers',
    to: '/settings/developers',
    icon: 'slash',
    group: 'setup',
    permission: 'developers.manage',
  },
  {
    name: 'retention',
    to: '/settings/retention',
    icon: 'clock',
    group: 'setup',
    permission: 'account.manage',
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
    name: 'signIn',
    to: '/settings/sign-in',
    icon: 'lock',
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
  const { permissions, modules, ownsInstallation } = useSession()
  return sections.filter(
    ({ permission, module, isOfInstallation }) =>
      (!permission || permissions.includes(permission)) &&
      (!module || modules[module]) &&
      (!isOfInstallation || ownsInstallation),
  )
}
