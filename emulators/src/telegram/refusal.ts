const PREFIXES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
}

export interface RefusalParameters {
  retry_after?: number
  migrate_to_chat_id?: number
}

/** The platform says no, in its own words. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: number
  readonly parameters: RefusalParameters | undefined

  constructor(code: number, message = '', parameters?: RefusalParameters) {
    super(describe(code, message))
    this.code = code
    this.parameters = parameters
  }
}

export const badRequest = (message: string) => new Refusal(400, message)
export const forbidden = (message: string) => new Refusal(403, message)

export function tooManyRequests(retryAfter: number): Refusal {
  return new Refusal(429, `retry after ${retryAfter}`, { retry_after: retryAfter })
}

/** Sentences lose their capital after the prefix; codes such as PEER_ID_INVALID keep theirs. */
function describe(code: number, message: string): string {
  const prefix = PREFIXES[code] ?? 'Error'
  if (message === '') return prefix
  const isCode = /^[A-Z0-9_]+$/.test(message)
  return `${prefix}: ${isCode ? message : message.charAt(0).toLowerCase() + message.slice(1)}`
}
