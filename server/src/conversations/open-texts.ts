import { visibleTo } from '../access/index.ts'
import type { Reader } from '../contacts/index.ts'
import type { Database } from '../database/index.ts'
import { columns, MOST_OPEN, type Row, tables, view } from './queries.ts'

export interface OpenText {
  id: string
  /** The conversation as the API shows it, as JSON. */
  text: string
}

interface Kept {
  madeOf: string
  text: string
}

/** Those of a large company twice; some twenty megabytes. */
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

  function keep(id: string, text: Kept): void {
    kept.delete(id)
    kept.set(id, text)
    const oldest = kept.size > MOST_KEPT ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
  }

  return async (reader: Reader): Promise<OpenText[]> => {
    const { rows } = await listOpen<{ id: string; madeOf: string }>(
      database,
      reader,
      `c.id, ${madeOf}`,
    )
    const nameOf = (id: string) => `${reader.accountId} ${id}`
    const texts = new Map<string, string>()
    const missing: string[] = []
    for (const { id, madeOf } of rows) {
      const known = kept.get(nameOf(id))
      if (known?.madeOf === madeOf) texts.set(id, known.text)
      else missing.push(id)
    }
    for (let from = 0; from < missing.length; from += WRITTEN_AT_ONCE) {
      const ids = missing.slice(from, from + WRITTEN_AT_ONCE)
      const fresh = await listOpen<Row & { madeOf: string }>(
        database,
        reader,
        `${columns}, ${madeOf}`,
        ids,
      )
      for (const row of fresh.rows) {
        const text = JSON.stringify(view(row))
        texts.set(row.id, text)
        keep(nameOf(row.id), { madeOf: row.madeOf, text })
      }
    }
    // What was closed or left their sight meanwhile is told by the feed.
    return rows.flatMap(({ id }) => {
      const text = texts.get(id)
      return text === undefined ? [] : { id, text }
    })
  }
}

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
