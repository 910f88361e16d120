import { currentLanguage, currentWords } from '../words/language.ts'
import { ApiFailure, isApiError } from './failure.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

interface RequestOptions {
  method?: Method
  body?: unknown
  /** Left out of the address when undefined; a list is the same parameter several times. */
  query?: Record<string, string | number | readonly string[] | undefined>
  signal?: AbortSignal | undefined
  /** Arrives even if the page is left at once. */
  outlivesPage?: boolean
}

/** Longer than this is a failure that can be repeated (interface.md §7). */
const patienceMs = 10_000

let companyId: string | undefined

/** From here on requests are for this company, and the server refuses them for any other. */
export function speakFor(accountId: string): void {
  companyId = accountId
}

/** What every request of this page carries. */
export function commonHeaders(): Record<string, string> {
  return {
    'Accept-Language': currentLanguage(),
    ...(companyId !== undefined && { 'Otklik-Company': companyId }),
  }
}

const signedOutListeners = new Set<() => void>()

/** Called whenever the server says that nobody is signed in. Returns how to stop. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener)
  return () => signedOutListeners.delete(listener)
}

const elsewhereListeners = new Set<() => void>()

/** Called when another tab of the browser has gone to another company. Returns how to stop. */
export function onElsewhere(listener: () => void): () => void {
  elsewhereListeners.add(listener)
  return () => elsewhereListeners.delete(listener)
}

/** Asks the API and gives its JSON; every refusal and silence becomes an `ApiFailure`. */
export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const response = await ask(path, options)
  const answer: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw refusal(response.status, answer)
  return answer as Answer
}

/** What the server's refusal means; tells the listeners when the session has ended. */
export function refusal(status: number, answer: unknown): ApiFailure {
  const failure = isApiError(answer)
    ? new ApiFailure(status, answer)
    : unexplained(status, 'unavailable')
  if (failure.code === 'signed-out') for (const listener of signedOutListeners) listener()
  if (failure.code === 'other-company') for (const listener of elsewhereListeners) listener()
  return failure
}

export function noConnection(): ApiFailure {
  return unexplained(0, 'no-connection')
}

async function ask(path: string, options: RequestOptions): Promise<Response> {
  const { method = 'GET', body, query, signal, outlivesPage = false } = options
  const timeout = AbortSignal.timeout(patienceMs)
  try {
    return await fetch(address(path, query), {
      method,
      credentials: 'same-origin',
      keepalive: outlivesPage,
      headers: {
        Accept: 'application/json',
        ...commonHeaders(),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw noConnection()
  }
}

function address(path: string, query: RequestOptions['query']): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined) continue
    for (const each of [value].flat()) parameters.append(name, String(each))
  }
  return parameters.size > 0 ? `${path}?${parameters}` : path
}

function unexplained(status: number, code: 'unavailable' | 'no-connection'): ApiFailure {
  const { failures } = currentWords()
  const message = code === 'no-connection' ? failures.noConnection : failures.unavailable
  return new ApiFailure(status, { error: { code, message }, requestId: '' })
}
