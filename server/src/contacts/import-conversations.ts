import { createHash } from 'node:crypto'
import type { ImportMapping, ImportReason } from '@otklik/protocol/settings'
import { v7 as newId } from 'uuid'

import { type Database, isTransient } from '../database/index.ts'
import { unharmed } from '../lib/csv.ts'
import type { MessageDraft, Trigger } from '../rules/index.ts'
import { type DoneRow, importPerson, markDone, tellImported } from './import-contacts.ts'
import type { ImportRow, TableRow } from './import-view.ts'

/** Told to whoever writes conversations; asked again, it is known and changes nothing. */
export interface History {
  channelId: string
  thread: string
  address: string
  externalId: string
  trigger: Trigger
}

interface World {
  database: Database
  tellHistory(accountId: string, history: History): Promise<unknown>
  onProblem(problem: string, facts: object): void
}

const LONGEST_TEXT = 20_000
const EARLIEST = Date.UTC(1990, 0)
const LATEST = Date.UTC(2101, 0)
/** Who writes for the company, as tables call them. */
const ours =
  /сотрудник|оператор|менеджер|компания|поддержка|чат-бот|operator|agent|support|company|chat-?bot/i

/** The cell of a target, without what an export has put before it. */
export function cellOf(cells: readonly string[], mapping: ImportMapping, target: string): string {
  const place = Object.entries(mapping).find(([, each]) => each === target)?.[0]
  return place === undefined ? '' : unharmed((cells[Number(place)] ?? '').trim())
}

/** What is wrong with a row of a past conversation. Pure. */
export function problemOfWord(
  { cells }: Pick<TableRow, 'cells'>,
  mapping: ImportMapping,
): ImportReason | undefined {
  if (!cellOf(cells, mapping, 'conversation')) return 'no-conversation'
  if (readTime(cellOf(cells, mapping, 'at')) === undefined) return 'no-time'
  const text = cellOf(cells, mapping, 'text')
  if (!text) return 'no-text'
  return text.length > LONGEST_TEXT ? 'too-long' : undefined
}

/** «2026-11-23 14:02:05» or «23.11.2026 14:02», UTC where no zone is named. */
export function readTime(text: string): number | undefined {
  const [, day, month, year, time = '00:00'] =
    /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ ,T]+(\d{1,2}:\d{2}(?::\d{2})?))?$/.exec(text) ?? []
  const iso = day
    ? `${year}-${month?.padStart(2, '0')}-${day.padStart(2, '0')}T${time.padStart(5, '0')}Z`
    : text.replace(' ', 'T').replace(/^([\d-]{10}T[\d:.]{5,12})$/, '$1Z')
  if (!/^\d{4}-\d{2}-\d{2}/.test(iso)) return undefined
  const at = Date.parse(iso)
  // Nobody wrote in a messenger before, and what databases cannot hold is far outside.
  return at >= EARLIEST && at < LATEST ? at : undefined
}

/**
 * One past conversation: its person is known or made first, then it is told as a whole, and then its
 * rows are done. Whatever interrupts this, the next time finds what is there already.
 */
export async function importConversation(
  { database, tellHistory, onProblem }: World,
  given: ImportRow,
  { rows, by, now }: { rows: readonly TableRow[]; by: string; now: Date },
): Promise<void> {
  const { account_id: accountId, id, mapping, channel_id: channelId } = given
  const bad = rows.flatMap(({ line, cells }): DoneRow[] => {
    const reason = problemOfWord({ cells }, mapping)
    return reason ? [{ line, matched: { reason } }] : []
  })
  await markDone(database, given, bad)
  const words = rows.filter(({ line }) => !bad.some((each) => each.line === line))
  const [first] = words
  if (!first || !channelId) return
  const messages = words.map(({ cells }) => draftOf(cells, mapping)).sort((a, b) => a.at - b.at)
  const key = cellOf(first.cells, mapping, 'conversation')
  const externalId = externalIdOf(key, messages)
  const known = await findKnown(database, given, { line: first.line, externalId })
  if (known) {
    const same = { outcome: 'same', contactId: known } as DoneRow['matched']
    await markDone(
      database,
      given,
      words.map(({ line }) => ({ line, matched: same })),
    )
    return
  }
  const place = await database.transaction(async (client) => {
    // Made before whatever interrupted us.
    const before = await client.query<{ contact_id: string | null }>(
      'select contact_id from import_rows where account_id = $1 and import_id = $2 and line = $3',
      [accountId, id, first.line],
    )
    const known = before.rows[0]?.contact_id
    const { contactId, contactIds } = known
      ? { contactId: known, contactIds: [] }
      : await importPerson(client, given, { row: first, by, now })
    if (!contactId) return undefined
    const address = `imported:${contactId}`
    await client.query(
      `insert into addresses (account_id, channel_id, address, contact_id, name, created_at)
       select $1, $2, $3, c.id, c.name, $5 from contacts c where c.account_id = $1 and c.id = $4
       on conflict do nothing`,
      [accountId, channelId, address, contactId, now],
    )
    await tellImported(client, accountId, contactIds)
    return { contactId, address }
  })
  if (!place) {
    await markDone(database, given, refused(words, 'nothing-known'))
    return
  }
  const { contactId, address } = place
  const history: History = {
    ...{ channelId, thread: externalId, address, externalId },
    trigger: {
      type: 'history-imported',
      messages,
      ...topicOf(first.cells, mapping),
      lineId: newId(),
    },
  }
  try {
    await tellHistory(accountId, history)
  } catch (error) {
    if (isTransient(error)) throw error
    // One that cannot be written is told of, and the rest of the table comes in.
    onProblem('imported conversation refused', { importId: id, error: String(error) })
    await markDone(database, given, refused(words, 'not-written'))
    return
  }
  const made = { outcome: 'made', contactId } as DoneRow['matched']
  await markDone(
    database,
    given,
    words.map(({ line }) => ({ line, matched: made })),
  )
}

/** A conversation by its number and its first words: in whichever table it comes, it is the same. */
function externalIdOf(key: string, [first]: readonly MessageDraft[]): string {
  const said = JSON.stringify([key, first?.at, first?.author.name, first?.text])
  return `imported:${createHash('sha256').update(said).digest('hex').slice(0, 32)}`
}

/** Whose it is, where another table has brought it already; what this one has begun is gone on with. */
async function findKnown(
  database: Database,
  { account_id: accountId, id, channel_id: channelId }: ImportRow,
  { line, externalId }: { line: number; externalId: string },
): Promise<string | undefined> {
  const { rows } = await database.query<{ contact_id: string }>(
    `select c.contact_id from external_messages e
     join messages m on m.account_id = e.account_id and m.id = e.message_id
     join conversations c on c.account_id = m.account_id and c.id = m.conversation_id
     where e.account_id = $1 and e.channel_id = $2 and e.external_id = $3
       and not exists (select from import_rows r where r.account_id = $1 and r.import_id = $4
         and r.line = $5 and r.contact_id is not null)`,
    [accountId, channelId, externalId, id, line],
  )
  return rows[0]?.contact_id
}

const refused = (words: readonly TableRow[], reason: ImportReason): DoneRow[] =>
  words.map(({ line }) => ({ line, matched: { reason } }))

function topicOf(cells: readonly string[], mapping: ImportMapping): { topic?: string } {
  const topic = cellOf(cells, mapping, 'topic').slice(0, 120)
  return topic ? { topic } : {}
}

function draftOf(cells: readonly string[], mapping: ImportMapping): MessageDraft {
  const author = cellOf(cells, mapping, 'author').slice(0, 120)
  const isOurs = ours.test(author)
  return {
    id: newId(),
    kind: 'message',
    author: {
      type: isOurs ? 'operator' : 'contact',
      name: author || cellOf(cells, mapping, 'name'),
    },
    text: cellOf(cells, mapping, 'text'),
    content: {},
    at: readTime(cellOf(cells, mapping, 'at')) ?? 0,
  }
}
