import { visibleTo } from '../access/index.ts'
import type { Reader } from '../contacts/index.ts'
import type { Database } from '../database/index.ts'
import { columns, MOST_OPEN, type Row, tables, view } from './queries.ts'

export interface OpenText {
  id: string
  /** The conversation as the API shows it: JSON, as it goes over the wire. */
  text: Buffer
}

interface Kept {
  madeOf: string
  text: Buffer
}

interface Listed {
  id: string
  madeOf: string
}

/** Those of a large company; some twenty megabytes. */
const MOST_KEPT = 10_000
/** Between so many others have their turn. */
const WRITTEN_AT_ONCE = 250

/** Versions of the very rows that a conversation is shown from: another version is another text. */
const madeOf = `concat_ws(' ', c.xmin, p.xmin, r.xmin, a.xmin) as "madeOf"`

/**
 * The open conversations somebody may see, each written once: when a shift begins, everybody asks
 * for all of them at the same time. Nobody has to say that one has changed, since its rows do.
 */
export function createOpenTexts(database: Database) {
  const kept = new Map<string, Kept>()
  /** What is being written at this moment: whoever wants it too waits instead of writing it again. */
  const underWay = new Map<string, Promise<void>>()

  function keep(name: string, text: Kept): void {
    kept.delete(name)
    kept.set(name, text)
    const oldest = kept.size > MOST_KEPT ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
  }

  async function write(reader: Reader, ids: readonly string[], texts: Map<string, Buffer>) {
    for (let from = 0; from < ids.length; from += WRITTEN_AT_ONCE) {
      const some = ids.slice(from, from + WRITTEN_AT_ONCE)
      const what = `${columns}, ${madeOf}`
      const { rows } = await listOpen<Row & { madeOf: string }>(database, reader, what, some)
      for (const row of rows) {
        const text = bytesOf(JSON.stringify(view(row)))
        texts.set(row.id, text)
        keep(nameOf(reader, row.id), { madeOf: row.madeOf, text })
      }
    }
  }

  async function writeForAll(reader: Reader, ids: readonly string[], texts: Map<string, Buffer>) {
    const names = ids.map((id) => nameOf(reader, id))
    const writing = write(reader, ids, texts)
    const isOver = writing.catch(() => {})
    for (const name of names) underWay.set(name, isOver)
    try {
      await writing
    } finally {
      for (const name of names) if (underWay.get(name) === isOver) underWay.delete(name)
    }
  }

  return async (reader: Reader): Promise<OpenText[]> => {
    const { rows } = await listOpen<Listed>(database, reader, `c.id, ${madeOf}`)
    const texts = new Map<string, Buffer>()
    const isMissing = ({ id, madeOf }: Listed): boolean => {
      const known = kept.get(nameOf(reader, id))
      if (known?.madeOf === madeOf) texts.set(id, known.text)
      return known?.madeOf !== madeOf
    }
    const missing = rows.filter(isMissing)
    await Promise.all(new Set(missing.flatMap(({ id }) => underWay.get(nameOf(reader, id)) ?? [])))
    // What others have written of another version may be no business of this reader's any more.
    const left = missing.filter(isMissing).map(({ id }) => id)
    if (left.length > 0) await writeForAll(reader, left, texts)
    // What was closed or left their sight meanwhile is told by the feed.
    return rows.flatMap(({ id }) => {
      const text = texts.get(id)
      return text === undefined ? [] : { id, text }
    })
  }
}

/** In memory of its own: a small buffer would hold on to whatever shares its block. */
function bytesOf(text: string): Buffer {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text))
  bytes.write(text)
  return bytes
}

const nameOf = ({ accountId }: Reader, id: string) => `${accountId} ${id}`

/** The oldest first, of those named or of all. */
function listOpen<Found extends object>(
  database: Database,
  reader: Reader,
  what: string,
  ids?: readonly string[],
) {
  const values: unknown[] = [reader.accountId]
  const named = ids ? `and c.id = any ($${values.push(ids)})` : ''
  return database.query<Found>(
    `select ${what} from ${tables}
     where c.account_id = $1 and c.status <> 'closed' and ${visibleTo(reader, values)} ${named}
     order by c.last_activity_at limit ${MOST_OPEN}`,
    values,
  )
}
