import type { Address, Reachable } from '../channels/index.ts'
import type { OpenChannel } from '../connections/index.ts'
import type { Queryable } from '../database/index.ts'
import { Refusal } from '../http/index.ts'
import { findAddressByPhone } from './queries.ts'

/**
 * Where somebody is written to first. Whoever has that phone may be known by another name, and is
 * meant. Refuses where the platform does not let us.
 */
export async function findPlace(
  database: Queryable,
  accountId: string,
  { channel, to }: { channel: OpenChannel; to: { address: string } | { phone: string } },
) {
  const { id: channelId, connection } = channel
  const phone = 'phone' in to ? to.phone : undefined
  const known = phone && (await findAddressByPhone(database, accountId, { channelId, phone }))
  const whom = known === undefined ? to : { address: known }
  const place = connection.reach?.(whom as { address: Address } & Reachable)
  if (!place) throw new Refusal('cannot-reach')
  return place
}
