import type { ErrorCode, FieldCode } from '@otklik/protocol'
import type { Language } from '@otklik/words'

export type Facts = Record<string, string | number | boolean>

/** A sentence of its own, where the usual one of its code does not fit: a platform's, for one. */
export type Said = Readonly<Record<Language, string>>

/**
 * The request makes no sense, or not now, and its sender can be told why. Domains make small classes
 * of it that carry facts; `statuses.ts` gives each code its HTTP status, `words` its sentence.
 */
export class Refusal extends Error {
  override readonly name: string = 'Refusal'
  readonly code: ErrorCode
  readonly facts: Facts
  readonly said: Said | undefined
  /** What the answer holds beside the error. */
  readonly beside: object = {}

  constructor(code: ErrorCode, facts: Facts = {}, said?: Said) {
    super(code)
    this.code = code
    this.facts = facts
    this.said = said
  }
}

export class NotFoundError extends Refusal {
  override readonly name = 'NotFoundError'

  constructor() {
    super('not-found')
  }
}

export class TooManyRequestsError extends Refusal {
  override readonly name = 'TooManyRequestsError'
  readonly retryAfterS: number

  constructor(retryAfterMs: number) {
    const retryAfterS = Math.max(1, Math.ceil(retryAfterMs / 1000))
    super('too-many-requests', { retryAfterS })
    this.retryAfterS = retryAfterS
  }
}

export interface FieldProblem {
  code: FieldCode
  facts?: Facts
  said?: Said
}

/** Something is wrong with these fields of a form: by path, as `name` or `buttons.0.label`. */
export class InvalidFieldsError extends Refusal {
  override readonly name = 'InvalidFieldsError'
  readonly fields: Record<string, FieldProblem>

  constructor(fields: Record<string, FieldProblem>) {
    super('invalid')
    this.fields = fields
  }
}
