import type { Conversation } from '@otklik/protocol'

import { until } from './until.ts'

interface Centre {
  channelId: string
  database: { query<Row extends object>(text: string, values: unknown[]): Promise<{ rows: Row[] }> }
  owner: { browser: { get(path: string): Promise<{ json<Answer>(): Answer }> } }
}

/** What somebody has said on a trial platform has come: the conversation that they said it in. */
export const conversationWith = (
  { database, channelId, owner }: Centre,
  name: string,
): Promise<Conversation> =>
  until(async () => {
    const { rows } = await database.query<{ id: string }>(
      `select c.id from conversations c
       where c.channel_id = $1 and c.thread = $2
         and exists (select from messages m where m.conversation_id = c.id and m.text <> '')`,
      [channelId, name],
    )
    if (!rows[0]) return undefined
    return (await owner.browser.get(`/api/v1/conversations/${rows[0].id}`)).json<Conversation>()
  }, `a conversation with ${name}`)
