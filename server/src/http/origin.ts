import type { FastifyRequest } from 'fastify'

import { isLoopbackHost } from '../config.ts'
import { isSafe } from './access.ts'
import type { App } from './app.ts'
import { Refusal } from './refusal.ts'

export interface Address {
  host: string
  publicUrl?: string
}

/**
 * Two doors against other people's pages. A page whose name was pointed at this machine (DNS
 * rebinding) asks for a host that is not ours; a page elsewhere that uses the visitor's cookie says
 * so in `Origin` or `Sec-Fetch-Site`, which every browser sends with a request that changes something.
 */
export function refuseForeignRequests(app: App, address: Address): void {
  const isOurHost = hostCheck(address)
  app.addHook('onRequest', async (request) => {
    // Text in PostgreSQL has no NUL, and no address of ours does.
    if (request.url.includes('%00')) throw new Refusal('unreadable')
    if (!isOurHost(request.hostname)) throw new Refusal('unknown-host')
    if (request.headers['content-encoding']) throw new Refusal('unsupported-type')
    if (request.is404 || isSafe(request.method)) return
    const { access } = request.routeOptions.config
    if (access === 'webhook' || access === 'site') return
    if (access === 'signed-link') return refuseForeignForm(request, address.publicUrl)
    if (access === 'visitor') return refuseForeignPanel(request, address.publicUrl)
    if (!isFromOurPage(request, address.publicUrl)) throw new Refusal('foreign-origin')
    if (!isExpectedType(request)) throw new Refusal('unsupported-type')
  })
}

/** What tells where a request comes from. */
type Asked = Pick<FastifyRequest, 'headers' | 'protocol' | 'host'>

/** For the socket as well, whose handshake is a GET that must not come from another page. */
export function isFromOurPage(request: Asked, publicUrl?: string): boolean {
  const { origin, cookie } = request.headers
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  if (origin !== undefined) return isOurOrigin(origin, request, publicUrl)
  // A program of one's own sends neither header, and has no cookie that another page could borrow.
  return site !== undefined || cookie === undefined
}

/**
 * A form of ours: its page is told to send no referrer, so that the link is told to nobody, and a
 * browser then sends `Origin: null` with it. The link is the proof, and no cookie is asked for.
 */
function refuseForeignForm(request: FastifyRequest, publicUrl?: string): void {
  const { origin, ...headers } = request.headers
  const asked = { protocol: request.protocol, host: request.host }
  const told = origin === 'null' ? headers : request.headers
  if (!isFromOurPage({ ...asked, headers: { ...told, cookie: undefined } }, publicUrl)) {
    throw new Refusal('foreign-origin')
  }
}

/** The panel is a page of ours in a frame; what proves a visit is its token, and no cookie is asked for. */
function refuseForeignPanel({ headers, protocol, host }: FastifyRequest, publicUrl?: string): void {
  if (!isFromOurPage({ protocol, host, headers: { ...headers, cookie: undefined } }, publicUrl)) {
    throw new Refusal('foreign-origin')
  }
}

/** Where the reader's browser sees us; letters and links start with it. */
export function originOf(request: FastifyRequest, publicUrl?: string): string {
  return publicUrl ?? `${request.protocol}://${request.host}`
}

function isOurOrigin(origin: string, request: Asked, publicUrl?: string): boolean {
  if (publicUrl && origin === new URL(publicUrl).origin) return true
  return origin === `${request.protocol}://${request.host}`
}

function hostCheck({ host, publicUrl }: Address): (hostname: string) => boolean {
  // Open to a network, we cannot know all names it has for us.
  if (!isLoopbackHost(host)) return () => true
  const publicHost = publicUrl && new URL(publicUrl).hostname
  return (hostname) => hostname === publicHost || isLoopbackHost(hostname)
}

/** A form on another page can send text and forms, but not JSON. Uploads rely on the origin. */
function isExpectedType({ headers }: FastifyRequest): boolean {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  const isEmpty =
    headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0'
  return type === 'application/json' || type === 'multipart/form-data' || (isEmpty && !type)
}
