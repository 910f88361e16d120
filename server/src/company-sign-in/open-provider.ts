import type * as oidc from 'openid-client'

import type { SafeFetch } from '../lib/safe-fetch.ts'

const TIMEOUT_S = 10

interface Opening {
  issuer: string
  clientId: string
  clientSecret: string
  /** The way out to addresses that people have written: nothing inside the network. */
  safeFetch: SafeFetch
}

/**
 * What the provider says of itself, with the keys that it signs with looked at: a token counts by its
 * signature too, not by the line it came over alone.
 */
export async function openProvider(opening: Opening): Promise<oidc.Configuration> {
  const { issuer, clientId, clientSecret, safeFetch } = opening
  const oidc = await import('openid-client')
  const isPlain = new URL(issuer).protocol === 'http:'
  return oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    // Which of them may be plain http, the fetch decides.
    execute: [oidc.enableNonRepudiationChecks, ...(isPlain ? [oidc.allowInsecureRequests] : [])],
    [oidc.customFetch]: fetchThrough(safeFetch),
    timeout: TIMEOUT_S,
  })
}

function fetchThrough(safeFetch: SafeFetch): oidc.CustomFetch {
  return async (url, { method, headers, body }) => {
    const answer = await safeFetch(url, {
      method: method === 'POST' ? 'POST' : 'GET',
      headers,
      ...(body !== undefined && body !== null && { body: textOf(body) }),
      timeoutMs: TIMEOUT_S * 1000,
    })
    const empty = answer.status === 204 || answer.status === 304
    return new Response(empty ? null : new Uint8Array(answer.body), {
      status: answer.status,
      headers: answer.headers,
    })
  }
}

const textOf = (body: NonNullable<oidc.FetchBody>): string =>
  typeof body === 'string' || body instanceof URLSearchParams
    ? body.toString()
    : Buffer.from(body as Uint8Array).toString('utf8')
