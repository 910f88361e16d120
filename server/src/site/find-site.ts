import { catalogue } from '../channels/index.ts'
import type { Channels, OpenChannel } from '../connections/index.ts'
import type { Database } from '../database/index.ts'
import { NotFoundError, Refusal } from '../http/index.ts'
import { isOnSite, readSites } from '../lib/sites.ts'

/** A channel whose customers write through our panel, and the sites where it opens. */
export interface Site {
  channel: OpenChannel
  key: string
  sites: string[]
}

interface Looking {
  database: Database
  channels: Channels
}

/** By the key that pages name it by; a channel that is disconnected has none any more. */
export async function getSite({ database, channels }: Looking, key: string): Promise<Site> {
  const kinds = [...catalogue.values()].filter(({ capabilities }) => capabilities.hasPanel)
  const { rows } = await database.query<{
    account_id: string
    channel_id: string
    version: number
  }>(
    `select p.account_id, p.channel_id, c.version from platform_accounts p
     join channels c on c.account_id = p.account_id and c.id = p.channel_id
     join accounts a on a.id = p.account_id and a.suspended_at is null
     where p.kind = any($1) and p.external_id = $2 and c.state <> 'disconnected'`,
    [kinds.map(({ id }) => id), key],
  )
  const [row] = rows
  if (!row) throw new NotFoundError()
  const channel = await channels.get(row.account_id, row.channel_id, { version: row.version })
  return { channel, key, sites: sitesOf(channel) }
}

/** Where its panel opens; nowhere, if what is stored cannot be read any more. */
export const sitesOf = ({ settings }: Pick<OpenChannel, 'settings'>): string[] =>
  readSites(settings.sites ?? '') ?? []

/** `origin` is what a browser says of the page, where it says anything. */
export function refuseOtherSites(
  { sites }: Pick<Site, 'sites'>,
  origin: string | undefined,
  ownOrigin: string,
): void {
  if (origin === undefined || origin === ownOrigin || isOnSite(sites, origin)) return
  throw new Refusal('site-not-allowed')
}
