import type { FastifySchemaCompiler } from 'fastify'
import type { $ZodIssue, $ZodType } from 'zod/v4/core'
import { safeParse } from 'zod/v4/core'

import { type FieldProblem, InvalidFieldsError, NotFoundError, type Refusal } from './refusal.ts'

/** Checks what comes in against the route's schemas, and says what is wrong field by field. */
export const validatorCompiler: FastifySchemaCompiler<$ZodType> = ({ schema, httpPart }) => {
  return (value: unknown) => {
    // A request without a body is told which fields it lacks, as one with an empty object is.
    const given = httpPart === 'body' && (value === undefined || value === null) ? {} : value
    const result = safeParse(schema, given, { reportInput: true })
    if (result.success) return { value: result.data }
    return { error: refusalOf(httpPart, result.error.issues) }
  }
}

/** A malformed id in the path is an id that nothing has. */
function refusalOf(httpPart: string | undefined, issues: $ZodIssue[]): Refusal {
  if (httpPart === 'params') return new NotFoundError()
  const fields: Record<string, FieldProblem> = Object.create(null)
  for (const issue of issues) {
    const path = issue.path.map(String)
    if (issue.code !== 'unrecognized_keys') {
      fields[path.join('.')] ??= problemOf(issue)
      continue
    }
    for (const key of issue.keys) fields[[...path, key].join('.')] ??= { code: 'unknown' }
  }
  return new InvalidFieldsError(fields)
}

function problemOf(issue: $ZodIssue): FieldProblem {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null) return { code: 'required' }
      return {
        code: Number.isFinite(issue.input) && issue.expected === 'int' ? 'not-whole' : 'wrong-type',
      }
    case 'too_small':
      if (issue.origin === 'number' || issue.origin === 'int') {
        return { code: 'too-small', facts: { minimum: Number(issue.minimum) } }
      }
      if (issue.origin === 'string' && issue.minimum === 1) return { code: 'required' }
      return { code: 'too-short', facts: { minimum: Number(issue.minimum) } }
    case 'too_big':
      if (issue.origin === 'number' || issue.origin === 'int') {
        return { code: 'too-large-number', facts: { maximum: Number(issue.maximum) } }
      }
      return { code: 'too-long', facts: { maximum: Number(issue.maximum) } }
    case 'invalid_format':
      return { code: issue.format === 'email' ? 'wrong-email' : 'invalid' }
    case 'invalid_value':
      return { code: 'wrong-value' }
    default:
      return { code: 'invalid' }
  }
}
