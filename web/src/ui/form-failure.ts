import { ApiFailure } from '../api/failure.ts'

/** The server's sentences by field, without the full stop that separates sentences only. */
export function fieldErrors(failure: unknown): Record<string, string> {
  if (!(failure instanceof ApiFailure)) return {}
  return Object.fromEntries(
    Object.entries(failure.fields).map(([name, { message }]) => [name, sentence(message)]),
  )
}

/** What is to be said of the form as a whole: nothing when each wrong field says it itself. */
export function formError(failure: unknown): string | undefined {
  if (!failure) return undefined
  if (!(failure instanceof ApiFailure)) return String(failure)
  return Object.keys(failure.fields).length > 0 ? undefined : sentence(failure.message)
}

function sentence(text: string): string {
  return text.replace(/\.$/, '')
}
