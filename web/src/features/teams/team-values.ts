import type { Team, TeamSettings } from '@otklik/protocol'

import type { TeamChanges } from './api/edit-team.ts'

type SettingName = keyof TeamSettings
export type SettingPath = `settings.${SettingName}`

/** Each setting is a field of its own, named as the API's paths are. */
export type TeamValues = { name: string; memberIds: string[] } & {
  [Name in SettingName as `settings.${Name}`]: TeamSettings[Name]
}

export function valuesOf({ name, memberIds, settings }: Team): TeamValues {
  const entries = Object.entries(settings).map(([key, value]) => [`settings.${key}`, value])
  return { name, memberIds, ...Object.fromEntries(entries) } as TeamValues
}

export function settingsOf(values: TeamValues): TeamSettings {
  return settingsIn(values) as TeamSettings
}

/** What has to be sent; a team of everyone says nothing of its members. */
export function toChanges({ name, memberIds, ...settings }: Partial<TeamValues>): TeamChanges {
  const changed = settingsIn(settings)
  return {
    ...(name !== undefined && { name }),
    ...(memberIds && { memberIds }),
    ...(Object.keys(changed).length > 0 && { settings: changed }),
  }
}

function settingsIn(values: Partial<TeamValues>): Partial<TeamSettings> {
  const entries = Object.entries(values)
    .filter(([path]) => path.startsWith('settings.'))
    .map(([path, value]) => [path.slice('settings.'.length), value])
  return Object.fromEntries(entries)
}
