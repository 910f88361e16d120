import type { Queryable } from '../database/index.ts'
import { InvalidFieldsError } from '../http/index.ts'
import { isSafeAddress } from '../lib/safe-fetch.ts'
import { isModuleOn } from '../modules/index.ts'

/** What was made goes on being kept while the module is off; nothing new is made (COM-12). */
export async function refuseModuleOff(client: Queryable, accountId: string): Promise<void> {
  if (await isModuleOn(client, accountId, 'bots')) return
  throw new InvalidFieldsError({ kind: { code: 'module-off', facts: { module: 'bots' } } })
}

/** For a transaction that holds the account: nobody else takes the name meanwhile. */
export async function refuseTakenName(
  client: Queryable,
  { accountId, id, name }: { accountId: string; id: string; name: string },
): Promise<void> {
  const { rowCount } = await client.query(
    `select from bots
     where account_id = $1 and id <> $2 and lower(name) = lower($3) and deleted_at is null`,
    [accountId, id, name],
  )
  if (rowCount !== 0) throw new InvalidFieldsError({ name: { code: 'name-taken' } })
}

/** What its name leads to is looked at whenever it is called: names change their minds. */
export function refuseUnsafeUrl(url: string, allowedHosts: readonly string[]): void {
  const parsed = URL.parse(url.trim())
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username || parsed.password) {
    throw new InvalidFieldsError({ url: { code: 'wrong-address' } })
  }
  if (!isSafeAddress(parsed, allowedHosts)) {
    throw new InvalidFieldsError({ url: { code: 'host-not-allowed' } })
  }
}
