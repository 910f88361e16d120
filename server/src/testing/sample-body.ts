/** As much of JSON Schema as the description of the API is written in. */
export interface Schema {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minItems?: number
  minLength?: number
  minimum?: number
  exclusiveMinimum?: number
  format?: string
  pattern?: string
}

export type Operation = {
  parameters?: { name: string; in: string; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}

export interface Chosen {
  /** An id for the field at this place, `conditions.channelIds.0`. */
  id(path: string): string
  /** Also what may be left out. */
  isWhole?: boolean
}

/** The least that a schema takes, or all that it knows. */
export function sampleOf(schema: Schema, chosen: Chosen, path = ''): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return sampleOf(choices.find(({ type }) => type !== 'null')!, chosen, path)
  if (schema.allOf) {
    const parts = schema.allOf.map((each) => sampleOf(each, chosen, path))
    return Object.assign({}, ...parts)
  }
  switch ([schema.type].flat().find((type) => type !== 'null')) {
    case 'object':
      return objectOf(schema, chosen, path)
    case 'array':
      return Array.from(
        { length: Math.max(schema.minItems ?? 0, chosen.isWhole ? 1 : 0) },
        (_, n) => sampleOf(schema.items ?? {}, chosen, `${path}.${n}`),
      )
    case 'string':
      return stringOf(schema, chosen, path)
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1)
    case 'boolean':
      return false
    default:
      return 'x'
  }
}

function objectOf({ properties = {}, required = [] }: Schema, chosen: Chosen, path: string) {
  const names = chosen.isWhole ? Object.keys(properties) : required
  return Object.fromEntries(
    names
      .filter((name) => properties[name])
      .map((name) => [name, sampleOf(properties[name]!, chosen, path ? `${path}.${name}` : name)]),
  )
}

function stringOf({ format, pattern, minLength = 1 }: Schema, chosen: Chosen, path: string) {
  if (format === 'uuid') return chosen.id(path)
  if (format === 'date') return '2026-11-02'
  if (format === 'date-time') return '2026-11-02T09:00:00.000Z'
  if (format === 'email') return 'somebody@example.com'
  if (format === 'uri') return 'https://verba.example/'
  if (pattern && /\\d\{4\}/.test(pattern)) return '2026-11-02'
  if (pattern && /:/.test(pattern)) return '09:00'
  return 'x'.repeat(Math.max(minLength, 1))
}
