import type { ContactCard, ContactHistory, PastConversation } from '@otklik/protocol'

import { visibleTo } from '../access/index.ts'
import type { Queryable } from '../database/index.ts'
import { isPhone, maskName, maskPhone } from '../lib/phones.ts'
import { type ContactRow, findContact } from './contact-row.ts'
import type { Reader } from './known-to.ts'
import { UNDO_DAYS } from './merging.ts'

export interface AddressRow {
  channel_id: string
  address: string
  name: string
  profile: { username?: string; phone?: string; language?: string }
  blocked_at: Date | null
}

interface HistoryRow {
  id: string
  number: number
  channel_id: string
  opened_at: Date
  closed_at: Date | null
  preview: string | null
}

interface MergeRow {
  id: string
  name: string
  at: Date
  author_name: string
}

/** More than these are asked for page by page. */
const MOST_HISTORY = 50
const DAY_MS = 86_400_000

/** Whoever it is now, with addresses and history. A phone is masked wherever it stands. */
export async function findContactCard(
  database: Queryable,
  reader: Reader,
  { contactId, now }: { contactId: string; now: Date },
): Promise<ContactCard | undefined> {
  const { accountId } = reader
  const contact = await findContact(database, reader, contactId)
  if (!contact) return undefined
  const [addresses, history, count, merges] = await Promise.all([
    listAddresses(database, accountId, contact.id),
    listHistory(database, reader, { contactId: contact.id, limit: MOST_HISTORY }),
    countHistory(database, reader, contact.id),
    listMerges(database, accountId, { contactId: contact.id, now }),
  ])
  return {
    ...viewContact(contact),
    addresses: addresses.map(viewAddress),
    conversations: history.conversations,
    conversationCount: count,
    merges: merges.map((row) => ({
      id: row.id,
      name: row.name,
      at: row.at.toISOString(),
      by: row.author_name,
      until: new Date(row.at.getTime() + UNDO_DAYS * DAY_MS).toISOString(),
    })),
  }
}

function viewContact(row: ContactRow) {
  return {
    id: row.id,
    name: maskName(row.name),
    version: row.version,
    since: row.created_at.toISOString(),
    email: row.email,
    phone: row.phone && maskPhone(row.phone),
    fields: row.fields,
    tags: row.tags,
    note: row.note,
    ...(row.is_vip && { isVip: true }),
    ...(row.barred_at && { isBarred: true, barredAt: row.barred_at.toISOString() }),
    ...(row.barred_by && { barredBy: row.barred_by }),
    ...(row.erased_at && { erasedAt: row.erased_at.toISOString() }),
  }
}

export function viewAddress({ channel_id, address, name, profile, blocked_at }: AddressRow) {
  const { phone, ...rest } = profile
  return {
    channelId: channel_id,
    address: isPhone(address) && phone ? maskPhone(address) : address,
    name: maskName(name),
    ...rest,
    ...(phone && { phone: maskPhone(phone) }),
    ...(blocked_at && { blockedAt: blocked_at.toISOString() }),
  }
}

export async function listAddresses(
  database: Queryable,
  accountId: string,
  contactId: string,
): Promise<AddressRow[]> {
  const { rows } = await database.query<AddressRow>(
    `select channel_id, address, name, profile, blocked_at from addresses
     where account_id = $1 and contact_id = $2 and address not like 'imported:%'
     order by created_at, address`,
    [accountId, contactId],
  )
  return rows
}

interface HistoryAsked {
  contactId: string
  /** Those with smaller numbers. */
  before?: number | undefined
  limit: number
}

export async function listHistory(
  database: Queryable,
  reader: Reader,
  { contactId, before, limit }: HistoryAsked,
): Promise<ContactHistory> {
  const values: unknown[] = [reader.accountId, contactId, before ?? null, limit + 1]
  const { rows } = await database.query<HistoryRow>(
    `select id, number, channel_id, opened_at, closed_at,
       state -> 'lastMessage' ->> 'text' as preview
     from conversations c
     where c.account_id = $1 and c.contact_id = $2 and ($3::bigint is null or c.number < $3)
       and ${visibleTo(reader, values)}
     order by c.number desc limit $4`,
    values,
  )
  return {
    conversations: rows.slice(0, limit).map(viewPast),
    hasMore: rows.length > limit,
  }
}

function viewPast(row: HistoryRow): PastConversation {
  return {
    id: row.id,
    number: row.number,
    channelId: row.channel_id,
    openedAt: row.opened_at.toISOString(),
    ...(row.closed_at && { closedAt: row.closed_at.toISOString() }),
    preview: row.preview ?? '',
  }
}

async function countHistory(database: Queryable, reader: Reader, contactId: string) {
  const values: unknown[] = [reader.accountId, contactId]
  const { rows } = await database.query<{ total: number }>(
    `select count(*)::integer as total from conversations c
     where c.account_id = $1 and c.contact_id = $2 and ${visibleTo(reader, values)}`,
    values,
  )
  return rows[0]?.total ?? 0
}

async function listMerges(
  database: Queryable,
  accountId: string,
  { contactId, now }: { contactId: string; now: Date },
) {
  const { rows } = await database.query<MergeRow>(
    `select m.id, m.at, m.author_name, m.kept -> 'merged' ->> 'name' as name from contact_merges m
     where m.account_id = $1 and m.survivor_id = $2 and m.undone_at is null
       and m.at > $3
     order by m.at desc`,
    [accountId, contactId, new Date(now.getTime() - UNDO_DAYS * DAY_MS)],
  )
  return rows
}
