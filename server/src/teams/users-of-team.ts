import type { Queryable } from '../database/index.ts'

/** The name of a channel or team that passes its conversations to this one, where there is any. */
export async function findUserOf(
  client: Queryable,
  accountId: string,
  teamId: string,
): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string }>(
    `select c.name from channel_rules r
     join channels c on c.account_id = r.account_id and c.id = r.channel_id
     where r.account_id = $1 and $2 in (r.receiver_team_id, r.backup_team_id)
       and c.state <> 'disconnected'
     union all
     select name from teams where account_id = $1 and backup_team_id = $2
     limit 1`,
    [accountId, teamId],
  )
  return rows[0]?.name
}
