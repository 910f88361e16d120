import type { contactFilter } from '@otklik/protocol'
import type { z } from 'zod'
import { toPhone } from '../lib/phones.ts'
import { isKnownTo, type Searcher } from './known-to.ts'

export type ContactFilter = z.output<typeof contactFilter>

/**
 * The condition of the screen, the export and the count: `$1` is the account. Values that the filter
 * needs are added to `values`.
 */
export function contactCondition(
  reader: Searcher,
  filter: ContactFilter,
  values: unknown[],
): string {
  const { search, ...rest } = filter
  const parts = [rowCondition(reader, rest, values), isKnownTo(reader, values, 'c.id')]
  if (search) parts.push(searchCondition(reader, search, (given) => `$${values.push(given)}`))
  return parts.join(' and ')
}

/** The same of rows that are found otherwise, and whose reader knows them: no index is asked. */
export function rowCondition(
  reader: Searcher,
  filter: Partial<ContactFilter>,
  values: unknown[],
): string {
  const parts = ['c.account_id = $1', 'c.merged_into is null', 'c.erased_at is null']
  const value = (given: unknown) => `$${values.push(given)}`
  if (filter.isVip !== undefined) parts.push(`c.is_vip = ${value(filter.isVip)}`)
  if (filter.isBarred !== undefined) {
    parts.push(`(c.barred_at is not null) = ${value(filter.isBarred)}`)
  }
  if (filter.tag) parts.push(`${value(filter.tag)} = any (c.tags)`)
  if (filter.channelId) {
    parts.push(`exists (select from addresses a where a.account_id = c.account_id
      and a.contact_id = c.id and a.channel_id = ${value(filter.channelId)})`)
  }
  if (filter.search) {
    const { own, theirs } = searchedFor(reader, filter.search, value)
    parts.push(`(${own('c')} or exists (select from addresses a
      where a.account_id = c.account_id and a.contact_id = c.id and ${theirs('a')} offset 0))`)
  }
  return parts.join(' and ')
}

/** Both halves are asked by their own index: an «or» between them would be asked of every contact. */
function searchCondition(reader: Searcher, search: string, value: Value): string {
  const { own, theirs } = searchedFor(reader, search, value)
  return `c.id in (
    select k.id from contacts k where k.account_id = $1 and ${own('k')}
    union all select a.contact_id from addresses a where a.account_id = $1 and ${theirs('a')})`
}

type Value = (given: unknown) => string
interface SearchedFor {
  /** Of a row of contacts, by what the query calls it. */
  own(of: string): string
  /** Of a row of addresses. */
  theirs(of: string): string
  /** Of a row of `contact_search`, which has both: true of more than these, never of fewer. */
  either(of: string): string
}

/**
 * By any part of a name, an e-mail, a username or a phone, however the phone is written; one or two
 * letters by the beginning of a word, since no index knows them anywhere else. A phone's digits are
 * not told one by one to those who see them masked: they find it by the whole of it.
 */
export function searchedFor(reader: Searcher, search: string, value: Value): SearchedFor {
  const typed = escaped(search.replace(/^@/, ''))
  const words = isShort(typed) ? [value(`${typed}%`), value(`% ${typed}%`)] : [value(`%${typed}%`)]
  const digits = search.replaceAll(/[^\d]/g, '').replace(/^[78](?=\d{10}$)/, '')
  const isDigits = /^[\d\s()+.-]+$/.test(search) && digits.length >= 3
  const patterns = isDigits && digits !== search ? [...words, value(`%${digits}%`)] : words
  const like = (text: string) =>
    `(${patterns.map((each) => `${text} like contact_words(${each})`).join(' or ')})`
  const isOpen = reader.can('contacts.reveal') || toPhone(search) !== undefined
  return {
    own: (of) => (isOpen ? like(ownWords(of)) : `${like(ownWords(of))} and ${like(ownNames(of))}`),
    theirs: (of) =>
      isOpen ? like(theirWords(of)) : `${like(theirWords(of))} and ${like(theirNames(of))}`,
    either: (of) =>
      isOpen ? `(${like(`${of}.words`)} or ${like(`${of}.phones`)})` : like(`${of}.words`),
  }
}

const isShort = (typed: string): boolean => [...typed].length < 3

/** As the indexes have them. */
const ownWords = (of: string) =>
  `contact_words(${of}.name || ' ' || ${of}.email || ' ' || ${of}.phone)`
const theirWords = (of: string) =>
  `contact_words(${of}.name || ' ' || coalesce(${of}.profile ->> 'username', '') || ' '
  || coalesce(${of}.profile ->> 'phone', ''))`
/** The same without phones, wherever they stand. */
const nameless = (name: string) => `without_phones(${name})`
const ownNames = (of: string) => `contact_words(${nameless(`${of}.name`)} || ' ' || ${of}.email)`
const theirNames = (of: string) =>
  `contact_words(${nameless(`${of}.name`)} || ' ' || coalesce(${of}.profile ->> 'username', ''))`

const escaped = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&')
