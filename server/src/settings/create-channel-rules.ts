import { type Queryable, renewSettings } from '../database/index.ts'

/** A new channel's conversations go to everybody until an administrator says who receives them. */
export async function createChannelRules(
  client: Queryable,
  accountId: string,
  channelId: string,
): Promise<void> {
  await client.query(
    `insert into channel_rules (account_id, channel_id, receiver_team_id)
     select account_id, $2, id from teams where account_id = $1 and is_everyone`,
    [accountId, channelId],
  )
  await renewSettings(client, accountId)
}
