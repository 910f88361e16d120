import {
  sampleFormats,
  sampleIds,
  sampleKeys,
  sampleMeasures,
  sampleNames,
  sampleNumbers,
  sampleTexts,
  someId,
  usualTexts,
} from './sample-values.ts'

/** As much of JSON Schema as our descriptions say. */
export interface JsonSchema {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  examples?: unknown[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  propertyNames?: JsonSchema
  additionalProperties?: boolean | JsonSchema
  items?: JsonSchema
  prefixItems?: JsonSchema[]
  minItems?: number
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
}

/** What an edit shows beside its version, where nothing in it has to be said. */
const SHOWN_OF_OPTIONAL = 2

/** What the value is called, and what it is a part of: an operator's name is not a team's. */
interface Place {
  name: string
  of: string
}

/**
 * An example of what a schema describes: the one written beside it, or one made of what its parts are
 * called. A test reads every example by its schema. Where one is refused or misleads, write it down in
 * `written-examples.ts`.
 */
export function makeExample(schema: JsonSchema, place: Place): unknown {
  const { name } = place
  const [written] = schema.examples ?? []
  if (written !== undefined) return written
  if ('const' in schema) return schema.const
  if (schema.enum) return chosen(schema.enum, name)
  const options = schema.anyOf ?? schema.oneOf
  if (options) return makeExample(options.find(({ type }) => type !== 'null') ?? {}, place)
  if (schema.allOf) {
    return Object.assign({}, ...schema.allOf.map((each) => makeExample(each, place)))
  }
  switch ([schema.type].flat().find((type) => type !== 'null') ?? schema.type) {
    case 'object':
      return objectOf(schema, place)
    case 'array':
      return listOf(schema, place)
    case 'integer':
    case 'number':
      return numberOf(schema, name)
    case 'boolean':
      return name === 'isOn'
    case 'null':
      return null
    default:
      // What is read by hand says no type.
      return !schema.type && usualNumber(name) ? numberOf(schema, name) : textOf(schema, place)
  }
}

const chosen = (values: unknown[], name: string) =>
  sampleTexts[name]?.find((each) => values.includes(each)) ?? values[0]

function objectOf(schema: JsonSchema, { name, of }: Place) {
  const { properties = {}, required = [], additionalProperties: others } = schema
  const key = sampleKeys[name]
  if (key && typeof others === 'object') {
    return { [key]: makeExample(others, { name: key, of: name }) }
  }
  const said = required.some((each) => each !== 'version')
  const optional = Object.keys(properties).filter((each) => !required.includes(each))
  const shown = said ? required : [...required, ...optional.slice(0, SHOWN_OF_OPTIONAL)]
  const part = (each: string) => ({ name: each, of: name || of })
  return Object.fromEntries(
    shown.map((each) => [each, makeExample(properties[each] ?? { type: 'boolean' }, part(each))]),
  )
}

function listOf({ items = {}, prefixItems, minItems = 1 }: JsonSchema, place: Place): unknown[] {
  if (prefixItems) return prefixItems.map((each) => makeExample(each, place))
  return Array.from({ length: Math.max(1, minItems) }, () => makeExample(items, place))
}

function textOf(schema: JsonSchema, { name, of }: Place): string {
  const { format, pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema
  const one = of.replace(/s$/, '')
  if (format === 'uuid') return sampleIds[name === 'id' ? one : name.replace(/Ids?$/, '')] ?? someId
  const byFormat = format ? sampleFormats[format] : undefined
  const fits = (text: string) =>
    (!pattern || new RegExp(pattern, 'u').test(text)) &&
    text.length >= minLength &&
    text.length <= maxLength &&
    (format !== 'uri' || URL.canParse(text)) &&
    (!byFormat?.startsWith('2026') || text === byFormat)
  const named = name === 'name' ? sampleNames[one] : undefined
  const candidates = [
    ...(named ? [named] : []),
    ...(sampleTexts[`${one}.${name}`] ?? sampleTexts[name] ?? []),
    ...(byFormat ? [byFormat] : []),
    ...usualTexts,
  ]
  return candidates.find(fits) ?? ''
}

function numberOf({ minimum, exclusiveMinimum, maximum }: JsonSchema, name: string): number {
  const least = minimum ?? (exclusiveMinimum === undefined ? 0 : exclusiveMinimum + 1)
  const usual = usualNumber(name) ?? 1
  // Whole numbers without bounds are described by the least and the greatest there are.
  return Math.min(Math.max(usual, least, 0), maximum ?? usual)
}

const usualNumber = (name: string): number | undefined =>
  sampleNumbers[name] ?? sampleMeasures.find(([ending]) => ending.test(name))?.[1]
