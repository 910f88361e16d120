import type { Author } from '../audit/index.ts'
import type { ChannelKind, Identity } from '../channels/index.ts'
import { appendFeed, type Database } from '../database/index.ts'
import type { ChannelWorld } from './change-channel.ts'
import { recordChannel } from './record-channel.ts'
import { type ChannelRow, viewChannel } from './view-channel.ts'

/** A channel that its platform has not agreed to yet. */
export interface HalfMade {
  channelId: string
  webhookKey: string
}

/** What this company itself left unfinished with the same account of the platform. */
export async function findHalfMade(
  database: Database,
  accountId: string,
  kind: ChannelKind,
  identity: Identity,
): Promise<HalfMade | undefined> {
  const { rows } = await database.query<{ id: string; key: string }>(
    `select c.id, k.key from platform_accounts p
     join channels c on c.account_id = p.account_id and c.id = p.channel_id
     join webhook_keys k on k.account_id = c.account_id and k.channel_id = c.id
     where p.kind = $1 and p.external_id = $2 and p.account_id = $3 and c.state = 'connecting'`,
    [kind.id, identity.externalId, accountId],
  )
  return rows[0] && { channelId: rows[0].id, webhookKey: rows[0].key }
}

/**
 * Nothing that never worked may hold the platform's account. Where somebody has written already, the
 * channel stays, broken: their conversation is there. Screens have seen it, so they see it leave.
 */
export async function removeHalfMade(
  { database, channels, hints }: ChannelWorld,
  { author, channelId }: { author: Author; channelId: string },
): Promise<void> {
  const { accountId } = author
  await database.transaction(async (client) => {
    const { rows } = await client.query<ChannelRow>(
      `delete from channels c where c.account_id = $1 and c.id = $2 and c.state = 'broken'
         and not exists (select from threads t where t.account_id = $1 and t.channel_id = $2)
       returning *`,
      [accountId, channelId],
    )
    if (!rows[0]) return
    await recordChannel(client, author, { action: 'deleted', row: rows[0] })
    const gone = { ...rows[0], version: rows[0].version + 1, state: 'disconnected' as const }
    await appendFeed(client, accountId, [
      { kind: 'channel', version: gone.version, payload: viewChannel(gone) },
    ])
  })
  channels.forget(channelId)
  hints.send('feed', accountId)
}
