import { isDeepStrictEqual } from 'node:util'
import type { ImportOutcome } from '@otklik/protocol'
import { v7 as newId } from 'uuid'

import type { Queryable } from '../database/index.ts'
import type { Written } from './edit-contact.ts'
import { completed, keysOf, type Person, type RowProblem } from './import-row.ts'

interface Known {
  id: string
  card: Written
}

/** What a row comes to. */
export type Matched = { outcome: ImportOutcome; contactId: string; card: Written } | RowProblem

interface Found extends Written {
  id: string
  key: string
}

/**
 * Whom the rows of a table mean: contacts there are, and those that rows before have made. The same
 * for a preview, which forgets it, and for the import, which writes it.
 */
export class Matching {
  readonly #byKey = new Map<string, Set<string>>()
  readonly #known = new Map<string, Known>()

  /** Looks up at once whom several rows may mean. */
  async look(client: Queryable, accountId: string, people: readonly Person[]): Promise<void> {
    const wanted = people.flatMap(keysOf).filter((key) => !this.#byKey.has(key))
    if (wanted.length === 0) return
    const { rows } = await client.query<Found>(found, [accountId, [...new Set(wanted)]])
    for (const key of wanted) this.#byKey.set(key, this.#byKey.get(key) ?? new Set())
    for (const { id, key, ...card } of rows) {
      this.#byKey.get(key)?.add(id)
      if (!this.#known.has(id)) this.#known.set(id, { id, card })
    }
  }

  match(person: Person): Matched {
    const keys = keysOf(person)
    const ids = new Set(keys.flatMap((key) => [...(this.#byKey.get(key) ?? [])]))
    if (ids.size > 1) return { reason: 'several' }
    const [contactId] = ids
    const known = contactId ? this.#known.get(contactId) : undefined
    if (!known) return this.#keep(newId(), person, 'made')
    const { id, card } = known
    const after = completed(card, person)
    return this.#keep(id, after, isDeepStrictEqual(after, card) ? 'same' : 'changed')
  }

  #keep(id: string, card: Written, outcome: ImportOutcome): Matched {
    this.#known.set(id, { id, card })
    for (const key of keysOf(card)) {
      this.#byKey.set(key, (this.#byKey.get(key) ?? new Set()).add(id))
    }
    return { outcome, contactId: id, card }
  }
}

const card = 'c.id, c.name, c.email, c.phone, c.fields, c.tags, c.note, c.is_vip'
const alive = 'c.merged_into is null and c.erased_at is null'

/** By phone, here and on a platform, and by e-mail: each by its index. */
const found = `
  with wanted as (select w as key, split_part(w, ' ', 2) as value from unnest($2::text[]) as w)
  select w.key, ${card} from wanted w
  join contacts c on c.account_id = $1 and c.phone = w.value and c.phone <> '' and ${alive}
  where w.key like 'phone %'
  union
  select w.key, ${card} from wanted w
  join addresses a on a.account_id = $1 and a.profile ? 'phone'
    and a.profile ->> 'phone' in (w.value, ltrim(w.value, '+'))
  join contacts c on c.account_id = $1 and c.id = a.contact_id and ${alive}
  where w.key like 'phone %'
  union
  select w.key, ${card} from wanted w
  join contacts c on c.account_id = $1 and lower(c.email) = w.value and c.email <> '' and ${alive}
  where w.key like 'email %'`
