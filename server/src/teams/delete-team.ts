import type { Author } from '../audit/index.ts'
import { appendFeed, lockAccount, type Queryable, settingsChanged } from '../database/index.ts'
import { Refusal } from '../http/index.ts'
import { recordTeam } from './record-team.ts'
import { everyoneOf, getTeam } from './team-view.ts'
import { findUserOf } from './users-of-team.ts'

/** What waits in the team is told by the sweep. Ends with the feed: make it the last statement. */
export async function deleteTeam(
  client: Queryable,
  { author, teamId }: { author: Author; teamId: string },
): Promise<void> {
  const { accountId } = author
  await lockAccount(client, accountId)
  const team = await getTeam(client, accountId, teamId)
  if (team.isEveryone) throw new Refusal('team-of-everyone')
  const name = await findUserOf(client, accountId, teamId)
  if (name !== undefined) throw new Refusal('in-use', { name })
  await handOverDisconnected(client, accountId, teamId)
  await client.query('delete from teams where account_id = $1 and id = $2', [accountId, teamId])
  await settingsChanged(client, accountId, { scope: 'team', subjectId: teamId })
  await recordTeam(client, author, { before: team })
  await appendFeed(client, accountId, [
    { kind: 'gone', version: team.version + 1, payload: { id: teamId } },
  ])
}

/** A channel that is disconnected for good must not keep a team alive. */
async function handOverDisconnected(
  client: Queryable,
  accountId: string,
  teamId: string,
): Promise<void> {
  const everyone = await everyoneOf(client, accountId)
  for (const column of ['receiver_team_id', 'backup_team_id']) {
    await client.query(
      `update channel_rules set version = version + 1, ${column} = $3
       where account_id = $1 and ${column} = $2`,
      [accountId, teamId, everyone],
    )
  }
}
