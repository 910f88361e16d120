import type { Attributes, ScenarioStep } from '@otklik/protocol/settings'

import { cut } from './alike.ts'
import type { ScenarioFacts, ScenarioRequest } from './talk.ts'
import { fill } from './variables.ts'

export type RequestStep = Extract<ScenarioStep, { kind: 'request' }>

const MAX_VALUE = 500

export function toRequest(step: RequestStep, facts: ScenarioFacts): ScenarioRequest {
  const { method, timeoutS } = step
  const headers = step.headers.map(({ name, value }) => ({
    name,
    value: fill(value, facts, inHeader),
  }))
  const hasBody = method !== 'GET' && step.body.trim() !== ''
  if (hasBody && typeOf(step) === undefined) {
    headers.push({ name: 'content-type', value: 'application/json' })
  }
  const written = isForm(step) ? inForm : inJson
  return {
    method,
    url: fill(step.url.trim(), facts, inUrl),
    headers,
    ...(hasBody && { body: fill(step.body, facts, written) }),
    timeoutS,
  }
}

/** What the author calls the body; JSON where nothing is said. */
export const typeOf = ({ headers }: RequestStep): string | undefined =>
  headers.find(({ name }) => name.trim().toLowerCase() === 'content-type')?.value.toLowerCase()

const isForm = (step: RequestStep): boolean =>
  typeOf(step)?.includes('x-www-form-urlencoded') ?? false

const inForm = (value: string): string => encodeURIComponent(value.toWellFormed())

/** A customer's dots would lead to the folder above. */
const inUrl = (value: string): string => (/^\.+$/.test(value) ? '' : inForm(value))

const inJson = (value: string): string => JSON.stringify(value.toWellFormed()).slice(1, -1)

/** Headers hold neither lines nor letters beyond ASCII: those are written as in a URL. */
const inHeader = (value: string): string =>
  value.toWellFormed().replace(/[^ -~]+/g, encodeURIComponent)

/**
 * What is kept of an answer; undefined where it is a failure. What an answer lacks is kept empty, so
 * that the value of an earlier one does not pass for its.
 */
export function readResponse(
  { save }: RequestStep,
  { status, body }: { status: number; body: string },
): Attributes | undefined {
  if (status < 200 || status > 299) return undefined
  const isWhole = save.every(({ path }) => path.trim() === '')
  const parsed = isWhole ? undefined : parse(body)
  if (!(isWhole || parsed)) return undefined
  return Object.fromEntries(
    save.map(({ name, path }) => {
      const value = path.trim() === '' ? body.trim() : toText(follow(parsed?.json, path))
      return [name, cut(value, MAX_VALUE)]
    }),
  )
}

function parse(body: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(body) }
  } catch {
    return undefined
  }
}

function follow(json: unknown, path: string): unknown {
  return path
    .trim()
    .split('.')
    .reduce<unknown>((within, key) => {
      if (typeof within !== 'object' || within === null) return undefined
      return Object.hasOwn(within, key) ? (within as Record<string, unknown>)[key] : undefined
    }, json)
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
