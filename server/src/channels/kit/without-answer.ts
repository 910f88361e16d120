import { HostNotAllowedError } from '../../lib/platform-fetch.ts'

/**
 * What can be told of a call that ended without an answer.
 *
 * Only failures that certainly came before the request was written count as not executed. All
 * others may have come after: a reset, a time-out, a body that broke off.
 */
export interface WithoutAnswer {
  executed: 'no' | 'unknown'
  /** A code or a few words. The original error stays behind: it may quote a URL with a token. */
  what: string
}

/** Names were not resolved, nobody listened, or there was no way there. */
const notConnected = new Set([
  'EAI_AGAIN',
  'EAI_FAIL',
  'ENOTFOUND',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_INVALID_URL',
])

/** https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const certificateRefused = /^(ERR_TLS_|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_)/

/** Other TLS errors, as a damaged record, can come in the middle of a talk. */
const handshakeRefused = /^ERR_SSL_.*(VERSION|HANDSHAKE|UNSUPPORTED_PROTOCOL|UNRECOGNIZED_NAME)/

/** A proxy that was not reached, or would not lead on. */
const proxyRefused = /^UND_ERR_(PRX_|SOCKS5)/

const refusedEarly = [certificateRefused, handshakeRefused, proxyRefused]

/** The handshake was cut off, by a filter on the way more often than by the platform. */
const tlsCutOff = /before secure TLS connection was established/

/** A proxy that would not open the tunnel, a port that fetch refuses: undici has no codes for them. */
const notTried = /when HTTP Tunneling|^bad port$/

export function withoutAnswer(error: unknown): WithoutAnswer {
  const chain = causes(error)
  const what = chain.map(nameOf).findLast((name) => name !== undefined) ?? 'no answer'
  return { executed: chain.some(isBeforeRequest) ? 'no' : 'unknown', what }
}

/** fetch wraps what happened in a TypeError, and several addresses tried in an AggregateError. */
function causes(error: unknown, depth = 0): Error[] {
  if (!(error instanceof Error) || depth > 4) return []
  return [error, ...causes(error.cause, depth + 1)]
}

function isBeforeRequest(error: Error): boolean {
  const { code, syscall } = error as NodeJS.ErrnoException
  if (error instanceof AggregateError && error.errors.length > 0) {
    return error.errors.every((each) => each instanceof Error && isBeforeRequest(each))
  }
  if (error instanceof HostNotAllowedError) return true
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true
  if (typeof code === 'string' && isNotConnected(code)) return true
  return tlsCutOff.test(error.message) || notTried.test(error.message)
}

function isNotConnected(code: string): boolean {
  return notConnected.has(code) || refusedEarly.some((pattern) => pattern.test(code))
}

function nameOf(error: Error): string | undefined {
  if (error instanceof HostNotAllowedError) return 'the host is not allowed'
  const { code } = error as NodeJS.ErrnoException
  if (typeof code === 'string') return code
  return error.name === 'TimeoutError' || error.name === 'AbortError' ? 'time-out' : undefined
}
