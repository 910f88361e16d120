import { badParameter, refuse } from '../errors.ts'

export type Body = Record<string, unknown>

export function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function object(body: Body, name: string): Body {
  const value = body[name]
  if (value === undefined || value === null)
    throw badParameter(`The parameter ${name} is required.`)
  if (!isObject(value)) throw badParameter(`Param ${name} must be a JSON object.`)
  return value
}

export function list(body: Body, name: string, where = name): unknown[] {
  const value = body[name]
  if (value === undefined) throw refuse(131008, `${where} is required`)
  if (!Array.isArray(value)) throw refuse(131009, `${where} must be an array`)
  return value
}

export interface Bounds {
  max: number
  min?: number
  /** As the details name it. */
  what: string
}

/** A text the interface shows: missing, too short or too long is told apart. */
export function text(body: Body, name: string, { max, min = 1, what }: Bounds): string {
  const value = body[name]
  if (value === undefined || value === null || value === '')
    throw refuse(131008, `${what} is required`)
  if (typeof value !== 'string') throw refuse(131009, `${what} must be a string`)
  const length = [...value].length
  if (length < min || length > max)
    throw refuse(131009, `${what} length invalid. Min length: ${min}, Max length: ${max}`)
  return value
}

export function optionalText(body: Body, name: string, bounds: Bounds): string | undefined {
  return body[name] === undefined ? undefined : text(body, name, bounds)
}

/** Texts and captions are refused as parameters of the call, in other words than the rest. */
export function longText(body: Body, name: string, where: string, max: number): string | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw badParameter(`Param ${where}['${name}'] must be a string.`)
  if ([...value].length > max)
    throw badParameter(`Param ${where}['${name}'] must be at most ${max} characters long.`)
  return value
}
