import { rootCertificates } from 'node:tls'
import { Agent, ProxyAgent, fetch as undiciFetch } from 'undici'

import { isSafeAddress, lookupOutside } from './safe-fetch.ts'

/** Where a channel's calls may go, and by what way. */
export interface Route {
  /** `host` or `host:port`, as in the addresses that are called; `*.host` is every one below. */
  allowedHosts: ReadonlySet<string>
  /** Anywhere outside the network, by https: an address a company has written itself. */
  isOutsideOnly?: true
  proxyUrl?: string
  /** Certificates (PEM) that are believed on this route, beside those that everybody believes. */
  ca?: string
  /** Cuts every call short: for tests of what happens then. */
  timeoutMs?: number
  onCall?(call: Call): void
}

/** One call as the channel log keeps it. The URL may hold secrets: the log takes them out. */
export interface Call {
  method: string
  url: URL
  status: number | undefined
  durationMs: number
  problem?: string
}

export class HostNotAllowedError extends Error {
  override readonly name = 'HostNotAllowedError'
}

/** The `fetch` that a channel is given: this one, and never the global one. */
export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>

/** Proxies are few and shared by channels; each keeps its own connections. */
const dispatchers = new Map<string, Agent | ProxyAgent>()

/**
 * The only way out to a platform: to its allowed hosts, through the channel's proxy, without
 * redirects (a redirect could lead inside the network), with every call told to the log.
 */
export function createPlatformFetch(route: Route): Fetch {
  return async (input, init = {}) => {
    const url = new URL(input)
    const isOutside = !route.isOutsideOnly || isSafeAddress(url, [])
    if (!isOutside || !isAllowed(url.host, route.allowedHosts)) {
      throw new HostNotAllowedError(`${url.host} is not a host of this channel`)
    }
    const startedAt = performance.now()
    const tell = (status: number | undefined, problem?: string) =>
      route.onCall?.({
        method: init.method ?? 'GET',
        url,
        status,
        durationMs: Math.round(performance.now() - startedAt),
        ...(problem && { problem }),
      })
    try {
      const response = await undiciFetch(url, {
        ...(init as unknown as Parameters<typeof undiciFetch>[1]),
        ...(signalOf(init, route.timeoutMs) && { signal: signalOf(init, route.timeoutMs)! }),
        redirect: 'manual',
        dispatcher: dispatcherFor(route),
      })
      tell(response.status)
      return response
    } catch (error) {
      tell(undefined, problemOf(error))
      throw error
    }
  }
}

function isAllowed(host: string, allowedHosts: ReadonlySet<string>): boolean {
  if (allowedHosts.has(host) || allowedHosts.has('*')) return true
  const labels = host.split('.')
  return labels.some((_, n) => n > 0 && allowedHosts.has(`*.${labels.slice(n).join('.')}`))
}

function signalOf(init: RequestInit, timeoutMs: number | undefined): AbortSignal | undefined {
  if (timeoutMs === undefined) return init.signal ?? undefined
  const timeout = AbortSignal.timeout(timeoutMs)
  return init.signal ? AbortSignal.any([init.signal, timeout]) : timeout
}

function dispatcherFor({ proxyUrl, ca, isOutsideOnly }: Route): Agent | ProxyAgent {
  const key = JSON.stringify([proxyUrl, ca, isOutsideOnly])
  let dispatcher = dispatchers.get(key)
  if (!dispatcher) {
    const trust = ca === undefined ? {} : { ca: [...rootCertificates, ca] }
    const limits = { headersTimeout: 180_000, bodyTimeout: 180_000 }
    const lookup = isOutsideOnly ? { lookup: lookupOutside } : {}
    const connect = { timeout: 10_000, ...trust, ...lookup }
    dispatcher = proxyUrl
      ? new ProxyAgent({ uri: proxyUrl, requestTls: trust, connect, ...limits })
      : new Agent({ connect, ...limits })
    dispatchers.set(key, dispatcher)
  }
  return dispatcher
}

function problemOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (cause instanceof Error) return (cause as { code?: string }).code ?? cause.name
  return 'unknown'
}
