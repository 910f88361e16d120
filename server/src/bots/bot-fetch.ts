import type { Queryable } from '../database/index.ts'
import { createSafeFetch, type SafeFetch } from '../lib/safe-fetch.ts'

interface Calling {
  database: Queryable
  /** Inside the network, and allowed by the installation. */
  allowedHosts: readonly string[]
  /** Where we ourselves listen; undefined before we do. */
  ownUrl(): string | undefined
}

/** The way out of an account's bots. */
export type BotFetch = (accountId: string) => Promise<SafeFetch>

/**
 * `http://sandbox/…` is a word of its own: what the demo company's systems would answer is answered by
 * us, for a demo account alone. Elsewhere it is a host inside that nobody has allowed.
 */
export function createBotFetch({ database, allowedHosts, ownUrl }: Calling): BotFetch {
  const everywhere = createSafeFetch({ allowedHosts })
  const inDemo = openSandbox(ownUrl, everywhere)
  return async (accountId) => {
    const { rows } = await database.query<{ is_demo: boolean }>(
      'select is_demo from accounts where id = $1',
      [accountId],
    )
    return rows[0]?.is_demo ? inDemo : everywhere
  }
}

export const isSandbox = ({ protocol, host }: URL): boolean =>
  protocol === 'http:' && host === 'sandbox'

function openSandbox(ownUrl: Calling['ownUrl'], everywhere: SafeFetch): SafeFetch {
  let known: { own: string; call: SafeFetch } | undefined
  return (address, request) => {
    const own = ownUrl()
    const url = URL.parse(address)
    if (!own || !url || !isSandbox(url)) {
      return everywhere(address, request)
    }
    if (known?.own !== own) {
      known = { own, call: createSafeFetch({ allowedHosts: [new URL(own).host] }) }
    }
    return known.call(`${own}/demo${url.pathname}${url.search}`, request)
  }
}
