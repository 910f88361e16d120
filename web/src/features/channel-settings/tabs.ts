import type { ChannelKindView } from '@otklik/protocol'

import { settingPath, signaturePath } from './connection-draft.ts'

/** In their order (COM-05). */
export const tabs = ['working', 'off-hours', 'common'] as const
export type Tab = (typeof tabs)[number]

export function isTab(value: unknown): value is Tab {
  return tabs.some((tab) => tab === value)
}

export function tabBeside(tab: Tab, step: 1 | -1): Tab {
  const index = (tabs.indexOf(tab) + step + tabs.length) % tabs.length
  return tabs[index] ?? tab
}

const commonRules = ['inactivity', 'keepsUnanswered', 'weight', 'mustSkills', 'niceSkills']

/** Where the field at this path of the API is shown. */
export function tabOf(path: string, { fields }: ChannelKindView): Tab {
  const [name = ''] = path.split('.', 1)
  if (name === 'offHours' || name === 'offHoursReplies') return 'off-hours'
  if (commonRules.includes(name) || path === signaturePath) return 'common'
  const isAdvanced = fields.some(
    (field) => field.isAdvanced && (settingPath(field.name) === path || path === 'settings'),
  )
  return isAdvanced ? 'common' : 'working'
}
