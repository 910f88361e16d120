import { ZodError } from 'zod'

import type { ChannelKind } from '../channels/index.ts'
import { InvalidFieldsError } from '../http/index.ts'
import { invalidField } from './kind-refusals.ts'

/**
 * Only the fields of the form, and of them only those that apply: a request cannot set what the
 * product makes itself, nor what the platform says of itself.
 */
export function parseSettings(
  kind: ChannelKind,
  settings: Record<string, string>,
): Record<string, string> {
  const known = new Set(kind.fields.map((field) => field.name))
  const given = Object.entries(settings).filter(([name, value]) => known.has(name) && value.trim())
  const entered = Object.fromEntries(given.map(([name, value]) => [name, value.trim()]))
  const stored = applying(kind, entered)
  const { apiUrl, ...rest } = stored
  try {
    // «sandbox» is a word of ours, which no platform's schema has to know.
    kind.settings.parse(apiUrl && apiUrl !== 'sandbox' ? stored : rest)
  } catch (error) {
    if (!(error instanceof ZodError)) throw error
    throw new InvalidFieldsError(
      Object.fromEntries(
        error.issues.map(({ path }) => [
          `settings.${String(path[0])}`,
          settings[String(path[0])]?.trim()
            ? invalidField(kind, String(path[0]))
            : { code: 'required' as const },
        ]),
      ),
    )
  }
  return stored
}

/** In the order of the form, so that a field may hang on one that hangs on another. */
function applying(kind: ChannelKind, entered: Record<string, string>): Record<string, string> {
  const stored: Record<string, string> = {}
  for (const { name, choices, onlyIf, fromIdentity } of kind.fields) {
    if (fromIdentity || (onlyIf && stored[onlyIf.field] !== onlyIf.value)) continue
    const value = entered[name] ?? choices?.[0]
    if (value === undefined) continue
    if (choices && !choices.includes(value)) {
      throw new InvalidFieldsError({ [`settings.${name}`]: { code: 'wrong-value' } })
    }
    stored[name] = value
  }
  return stored
}

export interface Sealing {
  sealSecret(accountId: string, channelId: string, field: string, secret: string): string
}

/** What the API shows is kept open, everything else is sealed for its place. */
export function sealSecrets(
  { sealSecret }: Sealing,
  { accountId, channelId }: { accountId: string; channelId: string },
  kind: ChannelKind,
  settings: Record<string, string>,
): { open: Record<string, string>; sealed: Record<string, string> } {
  const open: Record<string, string> = {}
  const sealed: Record<string, string> = {}
  const shown = new Set(kind.fields.filter((field) => !field.isSecret).map((field) => field.name))
  for (const [name, value] of Object.entries(settings)) {
    if (shown.has(name)) open[name] = value
    else sealed[name] = sealSecret(accountId, channelId, name, value)
  }
  return { open, sealed }
}
