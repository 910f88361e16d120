import { isNotSuspended, type Queryable } from '../database/index.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import { type ContactsWorld, tellConversations } from './contacts-world.ts'
import { counting, importContacts, tellImported } from './import-contacts.ts'
import { cellOf, type History, importConversation } from './import-conversations.ts'
import { getImportRow, type ImportRow, type TableRow } from './import-view.ts'
import { nameOf } from './name-of.ts'

export interface ImportWorld extends ContactsWorld {
  tellHistory(accountId: string, history: History): Promise<unknown>
  onProblem(problem: string, facts: object): void
}

const AT_ONCE = 200
/** One conversation of another system is not longer than this. */
const MOST_WORDS = 5000
const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * Brings in what was started, a few rows at a time: each batch is done in the transaction that says
 * so, so that a restart goes on where it was, and nothing comes in twice.
 */
export function runImports(world: ImportWorld): Loop {
  const { database, hints, onProblem } = world

  let last = NOBODY
  async function round(): Promise<boolean> {
    const { rows } = await database.query<ImportRow>(
      `select * from imports where state = 'running' and ${isNotSuspended}
       order by account_id > $1 desc, account_id, id limit 1`,
      [last],
    )
    const [given] = rows
    if (!given) return false
    // Companies take turns: a long table, or one that cannot be gone on with, holds up nobody else.
    last = given.account_id
    if (given.subject === 'contacts') await bringContacts(world, given)
    else await bringConversation(world, given)
    return true
  }

  const loop = createLoop('imports', round, { everyMs: 5000, onProblem })
  hints.listen('imports', loop.wake)
  return loop
}

async function bringContacts(world: ImportWorld, { account_id: accountId, id }: ImportRow) {
  const { database, clock } = world
  const changed = await database.transaction(async (client) => {
    const given = await getImportRow(client, accountId, id)
    if (given.state !== 'running') return []
    const { rows } = await client.query<TableRow>(
      `select line, cells from import_rows
       where account_id = $1 and import_id = $2 and outcome is null order by line limit ${AT_ONCE}`,
      [accountId, id],
    )
    if (rows.length === 0) {
      await finish(client, given, clock.now())
      return []
    }
    const by = await nameOf(client, { accountId, operatorId: given.author_id })
    const contactIds = await importContacts(client, given, { rows, by, now: clock.now() })
    await tellImported(client, accountId, contactIds)
    return contactIds
  })
  if (changed.length > 0) await tellConversations(world, accountId, changed)
}

async function bringConversation(world: ImportWorld, given: ImportRow): Promise<void> {
  const { database, clock } = world
  const { account_id: accountId, id, mapping } = given
  const { rows } = await database.query<TableRow & { conversation_key: string }>(
    `select line, cells, conversation_key from import_rows
     where account_id = $1 and import_id = $2 and outcome is null order by line limit 1`,
    [accountId, id],
  )
  const [first] = rows
  if (!first) return finish(database, given, clock.now())
  const words = await database.query<TableRow>(
    `select line, cells from import_rows
     where account_id = $1 and import_id = $2 and outcome is null and conversation_key = $3
     order by line limit ${MOST_WORDS}`,
    [accountId, id, first.conversation_key],
  )
  const isNamed = cellOf(first.cells, mapping, 'conversation') !== ''
  // Before anything is brought in, so that a restart finds the same words.
  if (isNamed && words.rows.length === MOST_WORDS) {
    const last = words.rows.at(-1)!.line
    await refuseRest(database, given, { key: first.conversation_key, last })
  }
  const by = await nameOf(database, { accountId, operatorId: given.author_id })
  await importConversation(world, given, {
    rows: isNamed ? words.rows : [first],
    by,
    now: clock.now(),
  })
}

/** What goes beyond the longest conversation is not brought in, and is not said to be. */
async function refuseRest(
  database: Queryable,
  { account_id: accountId, id }: ImportRow,
  { key, last }: { key: string; last: number },
) {
  await database.query(
    `with settled as (
       update import_rows set outcome = 'refused', reason = '{"reason": "too-many-words"}'
       where account_id = $1 and import_id = $2 and outcome is null and line > $3
         and conversation_key = $4
       returning outcome)
     ${counting}`,
    [accountId, id, last, key],
  )
}

async function finish(client: Queryable, given: ImportRow, now: Date): Promise<void> {
  await client.query(
    `update imports set state = 'done', finished_at = $3
     where account_id = $1 and id = $2 and state = 'running'`,
    [given.account_id, given.id, now],
  )
}

/** What was handed in is kept for as long as a merge can be taken back, and so is what was merged. */
export async function forgetOldImports({ database }: Pick<ContactsWorld, 'database'>) {
  await database.query(`delete from imports where created_at < now() - interval '30 days'`)
  await database.query(
    `update contact_merges set kept = '{}'
     where at < now() - interval '31 days' and kept <> '{}'`,
  )
}
