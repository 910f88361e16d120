import type { Queryable } from '../database/index.ts'

/**
 * Uploads that a scenario sends are no forgotten ones. One that is sent by several bots, because a
 * scenario was copied, stays with the first.
 */
export async function keepForBot(
  client: Queryable,
  accountId: string,
  { ids, botId }: { ids: string[]; botId: string },
): Promise<void> {
  if (ids.length === 0) return
  await client.query(
    `update files set bot_id = coalesce(bot_id, $3)
     where account_id = $1 and id = any($2) and message_id is null and uploaded_by is not null
       and state = 'stored'`,
    [accountId, ids, botId],
  )
}
