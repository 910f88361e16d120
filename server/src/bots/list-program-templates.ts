import type { ProgramTemplate } from '@otklik/protocol/settings'

import type { Database } from '../database/index.ts'
import { listSendable } from '../templates/index.ts'
import type { WhichBot } from './bot-row.ts'

/** SQL: the row of `channel_rules` gives its conversations to the bot `$2`. */
export const isChosen = `(receiver_bot_id is not distinct from $2
  or off_hours = 'bot' and off_hours_bot_id is not distinct from $2
  or questions @> jsonb_build_array(jsonb_build_object('receiver',
    jsonb_build_object('kind', 'bot', 'id', $2::uuid))))`

/** What a program may send now, channel by channel. */
export async function listProgramTemplates(
  database: Database,
  { accountId, botId }: WhichBot,
): Promise<ProgramTemplate[]> {
  const { rows } = await database.query<{ id: string; name: string }>(
    `select c.id, c.name from channel_rules r
     join channels c on c.account_id = r.account_id and c.id = r.channel_id
     where r.account_id = $1 and ${isChosen} and c.state <> 'disconnected' order by c.created_at`,
    [accountId, botId],
  )
  const lists = await Promise.all(
    rows.map(async ({ id: channelId, name: channelName }) => {
      const sendable = await listSendable(database, accountId, channelId)
      return sendable.map(({ id: templateId, name, language, content, variables }) => ({
        channelId,
        channelName,
        templateId,
        name,
        language,
        text: content.body,
        variables,
      }))
    }),
  )
  return lists.flat()
}
