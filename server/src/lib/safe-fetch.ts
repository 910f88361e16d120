import { lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, request } from 'undici'

/**
 * Why there is no answer. `refused-address`: not https, or leads inside the network. `unreachable`:
 * no such host, no connection, no HTTP. Nobody can tell whether the other side did what it was asked.
 */
export type SafeFetchReason =
  | 'refused-address'
  | 'unreachable'
  | 'too-slow'
  | 'too-large'
  | 'redirect'

export class SafeFetchError extends Error {
  override readonly name = 'SafeFetchError'
  readonly reason: SafeFetchReason

  constructor(reason: SafeFetchReason, cause?: unknown) {
    super(reason, { cause })
    this.reason = reason
  }
}

export interface SafeRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Those of the connection itself, and names that HTTP does not know, are left out. */
  headers?: Record<string, string>
  body?: string | Buffer
  /** For all of it: the name, the connection, the headers and the last byte. */
  timeoutMs?: number
  maxBytes?: number
}

export interface SafeAnswer {
  status: number
  /** By lower-case name; of several of one name the last. */
  headers: Record<string, string>
  body: Buffer
}

export type SafeFetch = (url: string, request?: SafeRequest) => Promise<SafeAnswer>

export interface SafeRoute {
  /** `host` or `host:port` that may be inside the network and may be plain http. */
  allowedHosts: readonly string[]
  /** For tests: names as somebody else's DNS would have them. */
  lookup?: LookupFunction
}

const DEFAULT_TIMEOUT_MS = 10_000
const DEFAULT_MAX_BYTES = 1024 * 1024

/**
 * The only way out to addresses that an account's people have written: scenarios' requests and
 * programs that are bots. An address is looked at where it is connected to, after its name was
 * resolved, so that a name that changes its mind (DNS rebinding) is refused too. Redirects are not
 * followed: they could lead inside.
 */
export function createSafeFetch({ allowedHosts, lookup }: SafeRoute): SafeFetch {
  const resolve = lookup ?? (systemLookup as LookupFunction)
  const open = new Agent({ connect: { lookup: resolve } })
  const guarded = new Agent({ connect: { lookup: publicOnly(resolve) } })

  return async (text, asked = {}) => {
    const url = URL.parse(text)
    if (!url || !isSafeAddress(url, allowedHosts)) throw new SafeFetchError('refused-address')
    const dispatcher = isListed(url, allowedHosts) ? open : guarded
    return ask(url, { ...asked, dispatcher })
  }
}

async function ask(
  url: URL,
  {
    method = 'GET',
    headers = {},
    body,
    timeoutMs = DEFAULT_TIMEOUT_MS,
    maxBytes = DEFAULT_MAX_BYTES,
    dispatcher,
  }: SafeRequest & { dispatcher: Agent },
): Promise<SafeAnswer> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const answer = await request(url, {
      method,
      headers: { 'user-agent': 'Otklik', 'accept-encoding': 'identity', ...toHeaders(headers) },
      ...(body !== undefined && { body }),
      dispatcher,
      signal,
    })
    const { statusCode: status } = answer
    if (status >= 300 && status < 400) {
      answer.body.on('error', () => {}).destroy()
      throw new SafeFetchError('redirect')
    }
    const bytes = await read(answer.body, maxBytes)
    return { status, headers: fromHeaders(answer.headers), body: bytes }
  } catch (error) {
    throw toSafeFetchError(error, signal)
  }
}

/** Stops with the first chunk over the limit: leaving the loop closes the connection. */
async function read(body: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > maxBytes) throw new SafeFetchError('too-large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function toSafeFetchError(error: unknown, signal: AbortSignal): SafeFetchError {
  if (error instanceof SafeFetchError) return error
  if (signal.aborted) return new SafeFetchError('too-slow', error)
  const { code } = error as { code?: string }
  const isTooLarge = code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW'
  return new SafeFetchError(isTooLarge ? 'too-large' : 'unreachable', error)
}

/**
 * Whether it may be called, as far as it can be seen without asking DNS: for a form. Whatever the name
 * leads to is looked at when it is called.
 */
export function isSafeAddress(url: URL, allowedHosts: readonly string[]): boolean {
  if (url.username || url.password) return false
  if (isListed(url, allowedHosts)) return url.protocol === 'https:' || url.protocol === 'http:'
  return isPublicHttps(url)
}

const isListed = ({ host, hostname }: URL, allowedHosts: readonly string[]): boolean =>
  allowedHosts.includes(host) || allowedHosts.includes(hostname)

/** A name is looked at once more when it is connected to; an address is not resolved any more. */
function isPublicHttps({ protocol, hostname }: URL): boolean {
  const address = hostname.replace(/^\[|\]$/g, '')
  return protocol === 'https:' && (isIP(address) === 0 || isPublicAddress(address))
}

/** Global unicast only: what a registry gave to somebody, and nothing that is kept for a purpose. */
function isPublicAddress(text: string): boolean {
  const address = ipaddr.process(text)
  if (address.range() !== 'unicast') return false
  return !(address instanceof ipaddr.IPv6) || (address.parts[0]! & 0xe000) === 0x2000
}

/** The system's names, without those that lead inside. */
export const lookupOutside: LookupFunction = publicOnly(systemLookup as LookupFunction)

/** Refuses a name that leads inside with any of its addresses, whichever would be taken. */
function publicOnly(resolve: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '')
      const addresses = typeof found === 'string' ? [{ address: found, family: 4 }] : found
      if (!addresses.every(({ address }) => isPublicAddress(address))) {
        return callback(new SafeFetchError('refused-address'), '')
      }
      const [first] = addresses
      if (options.all || !first) return callback(null, addresses)
      return callback(null, first.address, first.family)
    })
  }
}

/** Of the connection, which is ours. */
const ownHeaders =
  /^(host|connection|keep-alive|transfer-encoding|content-length|upgrade|expect|te|trailer|proxy-.*)$/i

/** Words of people go as UTF-8, and a line break in them cannot begin another header. */
function toHeaders(headers: Record<string, string>): Record<string, string> {
  const kept = Object.entries(headers).filter(
    ([name]) => /^[\w!#$%&'*+.^`|~-]+$/.test(name) && !ownHeaders.test(name),
  )
  return Object.fromEntries(
    kept.map(([name, value]) => [
      name.toLowerCase(),
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not go
      Buffer.from(value.replace(/[\x00-\x08\x0a-\x1f\x7f]+/g, ' ')).toString('latin1'),
    ]),
  )
}

function fromHeaders(headers: Record<string, string | string[] | undefined>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().at(-1) ?? '']),
  )
}
