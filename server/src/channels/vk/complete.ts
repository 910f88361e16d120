import { z } from 'zod'

import type { VkApi } from './api.ts'
import type { Names } from './people.ts'
import { event, history } from './types.ts'

interface Sources {
  api: VkApi
  names: Names
}

/**
 * The event as it came, with the names of those it speaks of, as answers to methods have them in
 * `profiles`. Without its secret, which has done its work.
 */
export async function completed(
  body: Buffer,
  { api, names }: Sources,
  signal?: AbortSignal,
): Promise<Buffer> {
  const json: unknown = JSON.parse(body.toString('utf8'))
  const { data } = event.safeParse(json)
  if (!data) return body
  const { secret: _, ...told } = data
  const kept = { ...told, object: await whole(data.object, api, signal) }
  const profiles = await names.find(peopleIn(kept.object), signal).catch(() => [])
  return Buffer.from(JSON.stringify(profiles.length > 0 ? { ...kept, profiles } : kept))
}

const cropped = z.looseObject({
  is_cropped: z.literal(true),
  peer_id: z.int(),
  conversation_message_id: z.int(),
})

/** A message too large for an event comes cut short: without its files, and half its words. */
async function whole(object: unknown, api: VkApi, signal?: AbortSignal): Promise<unknown> {
  const { data: parent } = z.looseObject({ message: cropped }).safeParse(object)
  if (parent) return { ...parent, message: await whole(parent.message, api, signal) }
  const { data: message } = cropped.safeParse(object)
  if (!message) return object
  const { peer_id, conversation_message_id } = message
  try {
    const { items } = await api.call({
      method: 'messages.getByConversationMessageId',
      params: { peer_id, conversation_message_ids: conversation_message_id },
      result: history,
      ...(signal && { signal }),
    })
    return items[0] ?? message
  } catch {
    // Cut short is better than not at all, and it is said that something is missing.
    return message
  }
}

const speaking = new Set(['from_id', 'user_id', 'peer_id', 'reply_to_user'])
/** Forwards within forwards, and no deeper than anybody reads. */
const DEEPEST = 12
const MOST = 100

function peopleIn(value: unknown, depth = 0): number[] {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return []
  return Object.entries(value)
    .flatMap(([name, inner]) =>
      typeof inner === 'number' && speaking.has(name) ? [inner] : peopleIn(inner, depth + 1),
    )
    .slice(0, MOST)
}
