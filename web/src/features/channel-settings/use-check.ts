import type { EditedSettings } from '@otklik/protocol/settings'

import { type RulesEditing, rulesRequest } from '../channel-rules/index.ts'
import { useWarnings, warningsAt } from '../settings-check/index.ts'
import { type Tab, tabs } from './tabs.ts'

/** What the open form is checked by: its changes, its first wrong field, and where it is warned. */
export function useCheck(channelId: string, rules: RulesEditing) {
  const [path] = Object.keys(rules.errors)
  const edited: EditedSettings | undefined = rules.isDirty
    ? { channel: { id: channelId, rules: rulesRequest(rules.changes) } }
    : undefined
  // A form that cannot be saved cannot be checked: what is stored is warned of meanwhile.
  const warnings = useWarnings(path === undefined ? edited : undefined)
  // How the channel does is not a setting: nothing there contradicts anything.
  const warningsOn = (tab: Tab) =>
    tab === 'state' ? [] : warningsAt(warnings, { kind: 'channel', id: channelId, tab })
  return {
    edited,
    wrong: path === undefined ? undefined : (rules.nameOf(path) ?? path),
    warningsOn,
    warned: new Set(tabs.filter((tab) => warningsOn(tab).length > 0)),
  }
}
