import { config } from './config.ts'

/** The server did not take it; `status` is 0 where nobody answered. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly fields: Record<string, { message: string }>

  constructor(status: number, error: { code?: string; fields?: Refused['fields'] } = {}) {
    super(error.code)
    this.status = status
    this.code = error.code ?? ''
    this.fields = error.fields ?? {}
  }

  /** Waiting may help: no connection, too much at once, a server that starts. */
  get mayPass(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

let token = ''
export const useToken = (given: string): void => {
  token = given
}

export const addressOf = (path: string): string => `/widget/${config.siteKey}/${path}`

export function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(addressOf(path), {
    ...init,
    credentials: 'omit',
    headers: { ...init.headers, ...(token && { authorization: `Bearer ${token}` }) },
  })
}

export async function call<Answer>(path: string, body?: object | FormData): Promise<Answer> {
  const isForm = body instanceof FormData
  const answer = await ask(path, {
    method: body ? 'POST' : 'GET',
    ...(body && { body: isForm ? body : JSON.stringify(body) }),
    ...(body && !isForm && { headers: { 'content-type': 'application/json' } }),
  }).catch(() => {
    throw new Refused(0)
  })
  const said = await answer.json().catch(() => undefined)
  if (!answer.ok) throw new Refused(answer.status, said?.error)
  return said as Answer
}
