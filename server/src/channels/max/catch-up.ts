import type { MaxApi } from './api.ts'
import type { Chats } from './chats.ts'
import { messages } from './types.ts'

const MOST = 1000

/**
 * https://dev.max.ru/docs-api/methods/GET/messages. What came while nobody was told stays in the
 * dialogs: each of those we know is read, and what people wrote is told as if it came now.
 */
export async function catchUp(api: MaxApi, chats: Chats, since: Date): Promise<Buffer[]> {
  const missed: { timestamp: number }[] = []
  for (const chatId of chats.ids) {
    const query = { chat_id: String(chatId), after: String(since.getTime()), count: '100' }
    const answer = await api.call({ method: 'GET', path: '/messages', query, result: messages })
    missed.push(...answer.messages.filter(({ timestamp }) => timestamp >= since.getTime()))
  }
  return missed
    .sort((a, b) => a.timestamp - b.timestamp)
    .slice(-MOST)
    .map((message) =>
      Buffer.from(
        JSON.stringify({ update_type: 'message_created', timestamp: message.timestamp, message }),
      ),
    )
}
