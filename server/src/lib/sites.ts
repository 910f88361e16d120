/** A host, perhaps with everything below it, perhaps with a port: what a policy can name. */
const site = /^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:\d{1,5})?$/

/**
 * Hosts that an administrator lists, however they are separated, with schemes and paths or without;
 * undefined where one of them is none. Names in other alphabets become what browsers make of them.
 */
export function readSites(text: string): string[] | undefined {
  const named = text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean)
  const sites = named.map(toHost)
  return sites.every((one) => one !== undefined && site.test(one))
    ? [...new Set(sites as string[])]
    : undefined
}

function toHost(text: string): string | undefined {
  const [host = ''] = text.replace(/^https?:\/\//, '').split(/[/?#]/, 1)
  const isAll = host.startsWith('*.')
  const url = URL.parse(`http://${isAll ? host.slice(2) : host}`)
  if (!url?.hostname || url.username) return undefined
  return `${isAll ? '*.' : ''}${url.host}`
}

/** Whether a page of this origin is on one of the sites. */
export function isOnSite(sites: readonly string[], origin: string): boolean {
  const url = URL.parse(origin)
  if (!url || !/^https?:$/.test(url.protocol)) return false
  return sites.some((one) =>
    one.startsWith('*.') ? url.host.endsWith(one.slice(1)) : url.host === one,
  )
}
