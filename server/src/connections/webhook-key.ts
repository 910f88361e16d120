import type { Database } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'

/** The secret in the address at which a platform calls us for this channel. */
export async function webhookKeyOf(
  database: Database,
  { accountId, channelId }: { accountId: string; channelId: string },
): Promise<string> {
  const { rows } = await database.query<{ key: string }>(
    'select key from webhook_keys where account_id = $1 and channel_id = $2',
    [accountId, channelId],
  )
  if (!rows[0]) throw new NotFoundError()
  return rows[0].key
}
