/** `shop.example`, `*.shop.example` for everything below it, with a port where it is not the usual one. */
const pattern = /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/

/** As people paste it, with a scheme and a path perhaps; undefined for what names no site. */
export function toSiteHost(written: string): string | undefined {
  const bare = written
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/?#].*$/, '')
  const [star, name] = bare.startsWith('*.') ? ['*.', bare.slice(2)] : ['', bare]
  // A name in Russian letters is asked for by browsers as its Latin writing.
  const host = URL.parse(`http://${name}`)?.host
  if (!host || host.includes('@') || !pattern.test(star + host)) return undefined
  return star + host
}

/** Whether a browser's `Origin` is of one of the sites. A page that hides where it is, is of none. */
export function isOfSites(origin: string | undefined, sites: readonly string[]): boolean {
  const host = origin === undefined ? undefined : URL.parse(origin)?.host
  if (!host) return false
  return sites.some((site) =>
    site.startsWith('*.') ? host.endsWith(site.slice(1)) : host === site,
  )
}
