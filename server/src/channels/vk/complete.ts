import type { Names } from './people.ts'
import { event } from './types.ts'

/**
 * The event as it came, with the names of those it speaks of, as answers to methods have them in
 * `profiles`. Without its secret, which has done its work.
 */
export async function completed(body: Buffer, names: Names, signal?: AbortSignal): Promise<Buffer> {
  const json: unknown = JSON.parse(body.toString('utf8'))
  const { data } = event.safeParse(json)
  if (!data) return body
  const { secret: _, ...kept } = data
  const profiles = await names.find(peopleIn(data.object), signal).catch(() => [])
  return Buffer.from(JSON.stringify(profiles.length > 0 ? { ...kept, profiles } : kept))
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
