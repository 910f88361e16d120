/** edna says no. */
export class EdnaError extends Error {
  override readonly name = 'EdnaError'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string) {
    super(code)
    this.status = status
    this.code = code
  }
}

export const refuse = (code: string) => new EdnaError(400, code)

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  429: 'Too Many Requests',
}

/** A problem as RFC 7807 has it, with the code among the details. */
export const bodyOf = ({ status, code }: EdnaError) => ({
  title: TITLES[status] ?? 'Error',
  status,
  detail: code,
})
