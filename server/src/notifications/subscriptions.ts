import { ECDH } from 'node:crypto'
import type { PushSubscriptionRequest } from '@otklik/protocol'
import { v7 as newId } from 'uuid'

import type { Database } from '../database/index.ts'
import { type Caller, InvalidFieldsError } from '../http/index.ts'
import { isSafeAddress } from '../lib/safe-fetch.ts'

interface Place {
  caller: Pick<Caller, 'accountId' | 'operatorId'>
  /** Of the session it was made in: with it, it ends. */
  sessionHash: Buffer
}

interface Saving extends Place {
  subscription: PushSubscriptionRequest
  allowedHosts: readonly string[]
  now: Date
}

/** This browser is reached in this company from now on, and in no other. */
export async function saveSubscription(
  database: Database,
  { caller: { accountId, operatorId }, sessionHash, subscription, allowedHosts, now }: Saving,
): Promise<void> {
  const { endpoint, keys } = subscription
  const url = URL.parse(endpoint)
  if (!url || !isSafeAddress(url, allowedHosts)) {
    throw new InvalidFieldsError({ endpoint: { code: 'invalid' } })
  }
  if (!isPoint(keys.p256dh)) throw new InvalidFieldsError({ 'keys.p256dh': { code: 'invalid' } })
  await database.transaction(async (client) => {
    // A browser has one address, whoever signs in there: whoever knows it may take it over.
    await client.query(
      `delete from push_subscriptions
       where (endpoint = $1 or session_hash = $2) and (account_id, session_hash) <> ($3, $2)`,
      [endpoint, sessionHash, accountId],
    )
    await client.query(
      `insert into push_subscriptions
         (account_id, id, operator_id, session_hash, endpoint, p256dh, auth, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (account_id, session_hash) do update
         set operator_id = $3, endpoint = $5, p256dh = $6, auth = $7`,
      [accountId, newId(), operatorId, sessionHash, endpoint, keys.p256dh, keys.auth, now],
    )
    // What happened before somebody could be told is no news to them.
    await client.query(
      `insert into notice_cursors (account_id, number)
       select account_id, feed_number from account_counters where account_id = $1
       on conflict do nothing`,
      [accountId],
    )
  })
}

function isPoint(key: string): boolean {
  try {
    return ECDH.convertKey(key, 'prime256v1', 'base64url').length > 0
  } catch {
    return false
  }
}

export async function forgetSubscription(
  database: Database,
  { caller, sessionHash }: Place,
): Promise<void> {
  await database.query(
    'delete from push_subscriptions where account_id = $1 and session_hash = $2',
    [caller.accountId, sessionHash],
  )
}
