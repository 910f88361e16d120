import type { ModuleName, Modules } from '@otklik/protocol/settings'

import { type Author, recordChange } from '../audit/index.ts'
import {
  appendFeed,
  lockAccount,
  type Queryable,
  renewSettings,
  settingsChanged,
} from '../database/index.ts'
import { listModules } from './switched.ts'

interface Switching {
  author: Author
  name: ModuleName
  isOn: boolean
}

/**
 * What was set up with a module stays as it is while the module is off, and counts again with it.
 * Ends with the feed: make it the last statement.
 */
export async function switchModule(
  client: Queryable,
  { author, name, isOn }: Switching,
): Promise<Modules> {
  const { accountId } = author
  await lockAccount(client, accountId)
  const before = await listModules(client, accountId)
  if (before[name] === isOn) return before
  await client.query(
    `insert into modules (account_id, name, is_on) values ($1, $2, $3)
     on conflict (account_id, name) do update set is_on = excluded.is_on`,
    [accountId, name, isOn],
  )
  await recordChange(client, author, {
    action: 'changed',
    subject: { kind: 'module', name },
    changes: [{ field: 'isOn', before: before[name], after: isOn }],
  })
  // What bots hold is given to people at once, and what comes later to bots again.
  if (name === 'bots') await settingsChanged(client, accountId, { scope: 'bot' })
  // Without it customers are not asked for marks, from the next close on.
  if (name === 'quality') await renewSettings(client, accountId)
  const after = { ...before, [name]: isOn }
  // Events of an account come in their order: of several the last one holds, without a version.
  await appendFeed(client, accountId, [{ kind: 'modules', version: 0, payload: after }])
  return after
}
