import type { Database } from '../database/index.ts'
import type { SecretBox } from '../lib/secrets/index.ts'
import { makePushKeys, type PushKeys } from './vapid.ts'

const place = {
  purpose: 'push',
  accountId: 'installation',
  channelId: '',
  field: 'push_private_key',
  rowId: '',
}

/**
 * The installation's pair, made when it is first asked for and kept for good: browsers subscribe to
 * it, and another one would reach none of them.
 */
export function createPushKeys(database: Database, secrets: SecretBox): () => Promise<PushKeys> {
  let known: Promise<PushKeys> | undefined
  return () => {
    known ??= openPushKeys(database, secrets)
    known.catch(() => {
      known = undefined
    })
    return known
  }
}

async function openPushKeys(database: Database, secrets: SecretBox): Promise<PushKeys> {
  const made = makePushKeys()
  // Whoever is first has made them; all others read what the first one wrote.
  await database.query(
    `update installation set push_public_key = $1, push_private_key = $2
     where push_public_key is null`,
    [made.publicKey, secrets.seal(made.privateKey, place)],
  )
  const { rows } = await database.query<{ push_public_key: string; push_private_key: string }>(
    'select push_public_key, push_private_key from installation',
  )
  const stored = rows[0]
  if (!stored) throw new Error('the installation has no row to keep its push keys in')
  return {
    publicKey: stored.push_public_key,
    privateKey: secrets.open(stored.push_private_key, place),
  }
}
