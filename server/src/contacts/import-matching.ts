import { isDeepStrictEqual } from 'node:util'
import type { ImportOutcome } from '@otklik/protocol/settings'
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

  /**
   * Looks up at once whom several rows may mean. Whoever is going to write them locks them, so that
   * what is completed is the card as it is, and not as it was before somebody edited or erased it.
   */
  async look(
    client: Queryable,
    accountId: string,
    { people, isWriting }: { people: readonly Person[]; isWriting: boolean },
  ): Promise<void> {
    const wanted = people.flatMap(keysOf).filter((key) => !this.#byKey.has(key))
    if (wanted.length === 0) return
    const find = isWriting ? findLocked : findKnown
    const rows = await find(client, accountId, [...new Set(wanted)])
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

async function findKnown(
  client: Queryable,
  accountId: string,
  keys: readonly string[],
): Promise<Found[]> {
  return (await client.query<Found>(found, [accountId, keys])).rows
}

/** Read again after each lock: until it was ours, whoever had it may have changed who is meant. */
async function findLocked(
  client: Queryable,
  accountId: string,
  keys: readonly string[],
): Promise<Found[]> {
  const locked = new Set<string>()
  for (;;) {
    const rows = await findKnown(client, accountId, keys)
    const others = rows.flatMap(({ id }) => (locked.has(id) ? [] : [id]))
    if (others.length === 0) return rows
    await client.query(
      'select from contacts where account_id = $1 and id = any($2) order by id for no key update',
      [accountId, others],
    )
    for (const id of others) locked.add(id)
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
