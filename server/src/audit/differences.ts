import { isDeepStrictEqual } from 'node:util'
import type { AuditChange } from '@otklik/protocol/settings'

/** Settings by the path of their field; what belongs together is one value. */
export type Settings = Record<string, AuditChange['before']>

/**
 * What differs, field by field. Without `before` all is new, without `after` all is gone: what was
 * never chosen, an empty text or list and null, is left out then.
 */
export function differences(before: Settings | undefined, after: Settings | undefined) {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...fields].flatMap((field): AuditChange[] => {
    const was = before?.[field]
    const is = after?.[field]
    if (isDeepStrictEqual(was, is)) return []
    if (!(before && after) && isEmpty(was ?? is)) return []
    return [
      { field, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) },
    ]
  })
}

/** `{ method }` of the field `settings` is the field `settings.method`. */
export function withPrefix(prefix: string, settings: Settings): Settings {
  const fields = Object.entries(settings)
  return Object.fromEntries(fields.map(([field, value]) => [`${prefix}.${field}`, value]))
}

function isEmpty(value: Settings[string]): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
