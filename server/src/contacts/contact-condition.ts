import type { contactFilter } from '@otklik/protocol'
import type { z } from 'zod'

import { isKnownTo, type Searcher } from './known-to.ts'
import { toPhone } from './phones.ts'

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
  const parts = ['c.account_id = $1', 'c.merged_into is null', 'c.erased_at is null']
  parts.push(isKnownTo(reader, values, 'c.id'))
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
  if (filter.search) parts.push(searchCondition(reader, filter.search, value))
  return parts.join(' and ')
}

/**
 * By any part of a name, an e-mail, a username or a phone, however the phone is written. A phone's
 * digits are not told one by one to those who see them masked: they find it by the whole of it.
 */
function searchCondition(
  reader: Searcher,
  search: string,
  value: (given: unknown) => string,
): string {
  const words = value(`%${escaped(search.replace(/^@/, ''))}%`)
  const digits = search.replaceAll(/[^\d]/g, '').replace(/^[78](?=\d{10}$)/, '')
  const isDigits = /^[\d\s()+.-]+$/.test(search) && digits.length >= 3
  const phones = isDigits ? value(`%${digits}%`) : words
  const like = (text: string) =>
    [...new Set([words, phones])].map((each) => `${text} like contact_words(${each})`).join(' or ')
  const isOpen = reader.can('contacts.reveal') || toPhone(search) !== undefined
  const own = isOpen ? like(ownWords) : `(${like(ownWords)}) and (${like(ownNames)})`
  const theirs = isOpen ? like(theirWords) : `(${like(theirWords)}) and (${like(theirNames)})`
  return `((${own}) or c.id in (
    select a.contact_id from addresses a where a.account_id = $1 and (${theirs})))`
}

/** As the indexes have them. */
const ownWords = "contact_words(c.name || ' ' || c.email || ' ' || c.phone)"
const theirWords = `contact_words(a.name || ' ' || coalesce(a.profile ->> 'username', '') || ' '
  || coalesce(a.profile ->> 'phone', ''))`
/** The same without phones, wherever they stand. */
const nameless = (name: string) =>
  `regexp_replace(${name}, '[0-9]([[:space:]().–—-]*[0-9]){8,}', ' ', 'g')`
const ownNames = `contact_words(${nameless('c.name')} || ' ' || c.email)`
const theirNames = `contact_words(${nameless('a.name')} || ' ' || coalesce(a.profile ->> 'username', ''))`

const escaped = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&')
