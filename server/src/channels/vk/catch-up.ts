import type { VkApi } from './api.ts'
import { isPerson } from './ids.ts'
import { dialogs, history } from './types.ts'

const MOST = 1000
const PAGE = 200

/**
 * https://dev.vk.com/ru/method/messages.getHistory. What was said while nobody was told stays in the
 * dialogs, on both sides. Comments have no history for a community's key.
 */
export async function catchUp(api: VkApi, groupId: string, since: Date): Promise<Buffer[]> {
  const from = since.getTime() / 1000
  const { items, profiles = [] } = await api.call({
    method: 'messages.getConversations',
    params: { count: PAGE, extended: 1 },
    result: dialogs,
  })
  const missed: { date: number; body: Buffer }[] = []
  for (const { conversation, last_message } of items) {
    const peerId = conversation.peer.id
    if (!isPerson(peerId) || (last_message?.date ?? 0) < from) continue
    const page = await api.call({
      method: 'messages.getHistory',
      params: { peer_id: peerId, count: PAGE },
      result: history,
    })
    const known = profiles.filter(({ id }) => id === peerId)
    for (const message of page.items.filter(({ date }) => date >= from)) {
      missed.push({ date: message.date, body: toBody(groupId, message, known) })
    }
  }
  return missed
    .sort((a, b) => a.date - b.date)
    .slice(-MOST)
    .map(({ body }) => body)
}

/** As the event would have told it. */
function toBody(
  groupId: string,
  message: { out?: number | undefined },
  profiles: object[],
): Buffer {
  const isOurs = message.out === 1
  return Buffer.from(
    JSON.stringify({
      type: isOurs ? 'message_reply' : 'message_new',
      group_id: Number(groupId),
      object: isOurs ? message : { message },
      profiles,
    }),
  )
}
