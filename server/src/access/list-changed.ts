import type { Database } from '../database/index.ts'
import { heldSessions, renewAfterMs, stamp } from './load-caller.ts'
import { hashToken } from './tokens.ts'

interface Held {
  /** What opened the workplace. */
  token: string | undefined
  /** Of what it opened then. */
  stamp: string | undefined
}

/**
 * The places of those that no longer open what they did, or are to be prolonged. Thousands of open
 * workplaces are asked of again and again, and hardly any has changed: nothing is read of the others.
 */
export async function listChanged(
  database: Database,
  held: readonly Held[],
  now: Date,
): Promise<number[]> {
  const { rows } = await database.query<{ place: number }>(
    `select k.place::int as place
     from unnest($1::bytea[], $3::text[]) with ordinality as k (token_hash, stamp, place)
     where not exists (
       select from ${heldSessions}
       where s.token_hash = k.token_hash and s.expires_at > $2 and s.last_seen_at >= $4
         and ${stamp} = k.stamp)`,
    [
      held.map(({ token }) => hashToken(token) ?? null),
      now,
      held.map((each) => each.stamp ?? null),
      new Date(now.getTime() - renewAfterMs),
    ],
  )
  return rows.map(({ place }) => place - 1)
}
