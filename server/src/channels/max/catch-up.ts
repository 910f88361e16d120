import { ChannelError } from '../errors.ts'
import type { MaxApi } from './api.ts'
import type { Chats } from './chats.ts'
import { messages } from './types.ts'

const MOST = 1000
const PAGE = 100

/**
 * https://dev.max.ru/docs-api/methods/GET/messages. What came while nobody was told stays in the
 * dialogs: each of those we know is read, and what people wrote is told as if it came now.
 */
export async function catchUp(api: MaxApi, chats: Chats, since: Date): Promise<Buffer[]> {
  const missed: Missed[] = []
  for (const chatId of chats.ids) {
    try {
      missed.push(...(await readDialog(api, chatId, since.getTime())))
    } catch (error) {
      if (!isOfDialog(error)) throw error
    }
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

type Missed = { timestamp: number }

/** The newest stand first. Pages overlap by a millisecond: what is told twice is known by then. */
async function readDialog(api: MaxApi, chatId: number, since: number): Promise<Missed[]> {
  const found: Missed[] = []
  let before: number | undefined
  while (found.length < MOST) {
    const query = {
      chat_id: String(chatId),
      after: String(since - 1),
      count: String(PAGE),
      ...(before !== undefined && { before: String(before) }),
    }
    const page = await api.call({ method: 'GET', path: '/messages', query, result: messages })
    found.push(...page.messages.filter(({ timestamp }) => timestamp >= since))
    const [oldest] = page.messages.slice(-1)
    const next = oldest && oldest.timestamp + 1
    if (page.messages.length < PAGE || next === before) break
    before = next
  }
  return found.reverse()
}

/** Whoever has removed a dialog keeps nobody else's messages from coming. */
const isOfDialog = (error: unknown): boolean =>
  error instanceof ChannelError &&
  ['rejected', 'recipient-gone', 'recipient-blocked', 'bad-format'].includes(error.reason)
