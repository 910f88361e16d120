import type { ApiError, ErrorCode } from '@otklik/protocol'

/** `no-connection`: no answer came, so whether the server did it is unknown. */
export type FailureCode = ErrorCode | 'no-connection'

/** A refusal of the API, with a sentence for people in their language. */
export class ApiFailure extends Error {
  readonly status: number
  readonly code: FailureCode | (string & {})
  readonly fields: NonNullable<ApiError['error']['fields']>
  readonly facts: NonNullable<ApiError['error']['facts']>
  readonly requestId: string | undefined

  constructor(status: number, answer: ApiError) {
    super(answer.error.message)
    this.name = 'ApiFailure'
    this.status = status
    this.code = answer.error.code
    this.fields = answer.error.fields ?? {}
    this.facts = answer.error.facts ?? {}
    this.requestId = answer.requestId || undefined
  }
}

/** Repeating may help: nobody answered, or the server was busy or restarting. */
export function isRetryable(failure: unknown): boolean {
  if (!(failure instanceof ApiFailure)) return false
  return failure.code === 'no-connection' || failure.status >= 500 || failure.status === 429
}

export function isApiError(answer: unknown): answer is ApiError {
  return typeof answer === 'object' && answer !== null && 'error' in answer
}
