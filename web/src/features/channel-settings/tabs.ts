import type { ChannelKindView } from '@otklik/protocol'

import { settingPath, signaturePath } from './connection-draft.ts'

/** In their order (COM-05); behind them how the channel does. */
export const tabs = ['working', 'off-hours', 'common', 'state'] as const
export type Tab = (typeof tabs)[number]

function isTab(value: unknown): value is Tab {
  return tabs.some((tab) => tab === value)
}

/** Which tab is open, and whether the channel has only just been connected (COM-04). */
export interface ChannelSearch {
  tab?: Tab
  isNew?: true
}

export function channelSearch({ tab, isNew }: Record<string, unknown>): ChannelSearch {
  return { ...(isTab(tab) && { tab }), ...(isNew === true && { isNew }) }
}

/** The same page on another tab; the first one has no name in the address. */
export function searchOn(tab: Tab, { isNew }: ChannelSearch): ChannelSearch {
  return { ...(tab !== 'working' && { tab }), ...(isNew && { isNew }) }
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
