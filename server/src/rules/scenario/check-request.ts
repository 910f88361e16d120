import type { ScenarioProblem, ScenarioStep } from '@otklik/protocol/settings'

import { type RequestStep, typeOf } from './request.ts'
import { withoutVariables } from './variables.ts'
import { problem, type ScenarioWorld } from './world.ts'

export function checkRequest(step: ScenarioStep, world: ScenarioWorld): ScenarioProblem[] {
  if (step.kind !== 'request') return []
  const stepId = step.id
  return [
    ...checkAddress(step, world),
    ...step.headers
      .filter(({ name, value }) => !isHeader(name, value))
      .map(({ name }) => problem('error', 'wrong-header', { stepId, facts: { name } })),
    ...checkBody(step),
  ]
}

function checkAddress({ id: stepId, url }: RequestStep, world: ScenarioWorld): ScenarioProblem[] {
  const address = toAddress(url.trim())
  if (!address) return [problem('error', 'wrong-url', { stepId })]
  if (world.mayAsk(address)) return []
  return [problem('error', 'host-not-allowed', { stepId, facts: { host: address.host } })]
}

/** Whom it asks stands in the address itself: a customer's word must never choose that. */
function toAddress(text: string): URL | undefined {
  const origin = /^https?:\/\/[^/?#]+/i.exec(text)?.[0]
  if (!origin || origin !== withoutVariables(origin, 'x')) return undefined
  const url = URL.parse(withoutVariables(text, 'x'))
  return url && !url.username && !url.password ? url : undefined
}

/** Those are the connection's own. */
const reserved = new Set(['host', 'content-length', 'connection', 'transfer-encoding', 'upgrade'])

/** https://www.rfc-editor.org/rfc/rfc9110#name-field-names */
const isHeader = (name: string, value: string): boolean =>
  /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) &&
  !reserved.has(name.toLowerCase()) &&
  /^[\t -~]*$/.test(withoutVariables(value, ''))

function checkBody(step: RequestStep): ScenarioProblem[] {
  if (step.body.trim() === '') return []
  if (step.method === 'GET') return [problem('warning', 'wrong-body', { stepId: step.id })]
  const isJson = typeOf(step)?.includes('json') ?? true
  return isJson && !parses(withoutVariables(step.body, '0'))
    ? [problem('error', 'wrong-body', { stepId: step.id })]
    : []
}

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
