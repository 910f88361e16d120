import type { ScenarioProblem, ScenarioStep } from '@otklik/protocol'

import { type RequestStep, typeOf } from './request.ts'
import { withoutVariables } from './variables.ts'
import { problem } from './world.ts'

export function checkRequest(step: ScenarioStep): ScenarioProblem[] {
  if (step.kind !== 'request') return []
  const stepId = step.id
  return [
    ...(isUrl(step.url.trim()) ? [] : [problem('error', 'wrong-url', { stepId })]),
    ...step.headers
      .filter(({ name, value }) => !isHeader(name, value))
      .map(({ name }) => problem('error', 'wrong-header', { stepId, facts: { name } })),
    ...checkBody(step),
  ]
}

/** Whom it asks stands in the address itself: a customer's word must never choose that. */
function isUrl(text: string): boolean {
  const address = /^https?:\/\/[^/?#]*/i.exec(text)?.[0]
  if (!address || address !== withoutVariables(address, 'x')) return false
  const url = URL.parse(withoutVariables(text, 'x'))
  return url !== null && !url.username && !url.password
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
