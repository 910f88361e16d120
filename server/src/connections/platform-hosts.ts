import { type ChannelKind, chooseProvider } from '../channels/index.ts'
import { isSafeAddress } from '../lib/safe-fetch.ts'

/** What the installation says about where platforms may be. */
export interface PlatformHosts {
  /** Stands in for the official address, by the id of the kind or its provider. */
  apiUrls: Readonly<Record<string, string>>
  /** Hosts that a channel's own settings may name beyond the official ones. */
  allowedHosts: readonly string[]
  allowedProxies: readonly string[]
  /** Plain http to this machine is allowed. */
  allowLoopback: boolean
  /** Where the sandbox's stand-ins are, for demo accounts. */
  sandboxUrl: string
}

export interface PlatformPlace {
  apiUrl: string
  allowedHosts: ReadonlySet<string>
  /** Wherever a name leads, it must not be inside the network. */
  isOutsideOnly?: true
}

/** A channel's own host or proxy that this installation does not allow. */
export class PlaceNotAllowedError extends Error {
  override readonly name = 'PlaceNotAllowedError'
  readonly field: 'apiUrl' | 'proxyUrl'

  constructor(field: 'apiUrl' | 'proxyUrl') {
    super(`${field} names a host that is not allowed here`)
    this.field = field
  }
}

/**
 * Where a channel's platform is. An account's administrator must not reach the inside of the
 * network, so a channel may name official hosts and those the installation lists; `sandbox` is a
 * word of its own, understood in demo accounts alone: a newcomer's real token never goes there.
 */
export function placeOf(
  ofKind: ChannelKind,
  settings: Record<string, string>,
  isDemo: boolean,
  hosts: PlatformHosts,
): PlatformPlace {
  const kind = chooseProvider(ofKind, settings)
  if (settings.proxyUrl && !isAllowedProxy(settings.proxyUrl, hosts)) {
    throw new PlaceNotAllowedError('proxyUrl')
  }
  if (settings.apiUrl === 'sandbox') {
    if (!isDemo) throw new PlaceNotAllowedError('apiUrl')
    return at(`${hosts.sandboxUrl}/${kind.placeId}`, [])
  }
  if (settings.apiUrl) {
    const url = new URL(settings.apiUrl)
    if (kind.isOwnProgram) {
      if (isInsideAllowed(url, hosts)) return at(settings.apiUrl)
      if (!isSafeAddress(url, [])) throw new PlaceNotAllowedError('apiUrl')
      return { ...at(settings.apiUrl), allowedHosts: new Set(['*']), isOutsideOnly: true }
    }
    const isListed = [...kind.officialHosts, ...hosts.allowedHosts].includes(url.host)
    const isSecure = url.protocol === 'https:' || hosts.allowedHosts.includes(url.host)
    if (!isSecure || !(isListed || isAllowedLoopback(url, hosts))) {
      throw new PlaceNotAllowedError('apiUrl')
    }
    return at(settings.apiUrl, kind.furtherHosts)
  }
  return at(hosts.apiUrls[kind.placeId] ?? kind.defaultApiUrl, kind.furtherHosts)
}

const isInsideAllowed = (url: URL, hosts: PlatformHosts): boolean =>
  hosts.allowedHosts.includes(url.host) || isAllowedLoopback(url, hosts)

function at(apiUrl: string, furtherHosts: readonly string[] = []): PlatformPlace {
  const allowedHosts = new Set([new URL(apiUrl).host, ...furtherHosts])
  return { apiUrl: apiUrl.replace(/\/+$/, ''), allowedHosts }
}

function isAllowedProxy(proxyUrl: string, hosts: PlatformHosts): boolean {
  const url = new URL(proxyUrl)
  return hosts.allowedProxies.includes(url.host) || isAllowedLoopback(url, hosts)
}

function isAllowedLoopback(url: URL, hosts: PlatformHosts): boolean {
  return hosts.allowLoopback && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
}
