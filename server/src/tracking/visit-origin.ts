/** Where a visit came from, as its page's address and its referrer tell. Both are written by strangers. */
export interface VisitOrigin {
  source: string
  medium: string
  campaign: string
  term: string
  content: string
  /** Without what stands behind «?»: that may name a person. */
  pageUrl: string
  referrer: string
  clickIds: Record<string, string>
}

const MOST_OF_A_MARK = 200
const MOST_OF_AN_ADDRESS = 1000

/** Names of advertisers' own marks, and what a visit that has one and no other came by. */
const clicks: Readonly<Record<string, { source: string; medium: string }>> = {
  yclid: { source: 'yandex', medium: 'cpc' },
  ysclid: { source: 'yandex', medium: 'organic' },
  ymclid: { source: 'yandex-market', medium: 'cpc' },
  gclid: { source: 'google', medium: 'cpc' },
  gbraid: { source: 'google', medium: 'cpc' },
  wbraid: { source: 'google', medium: 'cpc' },
  msclkid: { source: 'bing', medium: 'cpc' },
  rb_clickid: { source: 'vk-ads', medium: 'cpc' },
  fbclid: { source: 'facebook', medium: 'social' },
  ttclid: { source: 'tiktok', medium: 'cpc' },
  roistat: { source: 'roistat', medium: 'cpc' },
}

const searchEngines =
  /(^|\.)(yandex|google|bing|duckduckgo|rambler|go\.mail|ya)\.[a-z]{2,3}(\.[a-z]{2})?$/

/**
 * Marks say it best, then advertisers' click ids, then the referrer; a visit with none of them is
 * `direct`. Nothing for what is no address of a page.
 */
export function originOf(url: string, referrer: string): VisitOrigin | undefined {
  const page = pageOf(url)
  if (!page) return undefined
  const mark = (name: string) => clean(page.searchParams.get(name) ?? '', MOST_OF_A_MARK)
  const clickIds = Object.fromEntries(
    Object.keys(clicks).flatMap((name) => (mark(name) ? [[name, mark(name)]] : [])),
  )
  const from = pageOf(referrer)
  return {
    ...cameBy({ mark, clickIds, from: from?.hostname === page.hostname ? undefined : from }),
    campaign: mark('utm_campaign'),
    term: mark('utm_term'),
    content: mark('utm_content'),
    pageUrl: addressOf(page),
    referrer: from ? addressOf(from) : '',
    clickIds,
  }
}

interface Clues {
  mark(name: string): string
  clickIds: Record<string, string>
  /** The page of another site that led here. */
  from: URL | undefined
}

function cameBy({ mark, clickIds, from }: Clues): { source: string; medium: string } {
  const source = mark('utm_source')
  if (source) return { source, medium: mark('utm_medium') }
  const [clicked] = Object.keys(clickIds)
  if (clicked !== undefined && clicks[clicked]) return clicks[clicked]
  if (!from) return { source: 'direct', medium: '' }
  const host = from.hostname.replace(/^www\./, '')
  return { source: host, medium: searchEngines.test(host) ? 'organic' : 'referral' }
}

/** What people read of it: one line of text, cut. */
export const clean = (text: string, most: number): string =>
  [...text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()]
    .slice(0, most)
    .join('')
    .toWellFormed()

function pageOf(url: string): URL | undefined {
  const page = URL.parse(url)
  return page && /^https?:$/.test(page.protocol) ? page : undefined
}

const addressOf = ({ origin, pathname }: URL) => clean(origin + pathname, MOST_OF_AN_ADDRESS)
