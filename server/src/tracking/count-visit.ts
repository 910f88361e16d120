import { randomInt } from 'node:crypto'
import { v7 as newId } from 'uuid'

import { createToken, hashToken } from '../access/index.ts'
import type { Database, Queryable } from '../database/index.ts'
import { makeVisitNumber, VISIT_ALPHABET_SIZE, VISIT_CHOICES } from '../rules/index.ts'
import type { VisitOrigin } from './visit-origin.ts'

/** After such a pause whoever comes back is on a new visit. */
const PAUSE_MS = 30 * 60_000
/** So long after its last page a visit's number is taken. */
const NUMBER_MS = 30 * 86_400_000
/** Of 27 billion: twice the same in a row is no chance any more. */
const TRIES = 5

export interface PageSeen {
  accountId: string
  trackerId: string
  /** Of a visit that goes on; anybody else's or an older one begins a new visit. */
  token: string | undefined
  title: string
  origin: VisitOrigin
  now: Date
}

export interface Counted {
  token: string
  number: string
  isNew: boolean
}

/** A page was opened: its visit goes on, or another begins. */
export async function countVisit(database: Database, page: PageSeen): Promise<Counted> {
  const going = await goOn(database, page)
  if (going) return { ...going, isNew: false }
  for (let left = TRIES; left > 0; left--) {
    const begun = await begin(database, page)
    if (begun) return { ...begun, isNew: true }
  }
  throw new Error('no visit number is free')
}

/** Another campaign is another visit, however soon it brings them back. */
async function goOn(client: Queryable, page: PageSeen) {
  const { accountId, trackerId, token, origin, now } = page
  const hash = hashToken(token)
  if (!hash || !token) return undefined
  const isMarked = origin.campaign !== '' || Object.keys(origin.clickIds).length > 0
  const { rows } = await client.query<{ number: string }>(
    `update visits set last_seen_at = $4, pages = pages + 1, number_until = $5
     where account_id = $1 and tracker_id = $2 and token_hash = $3 and number is not null
       and last_seen_at > $6
       and (not $7 or (source = $8 and medium = $9 and campaign = $10 and click_ids = $11))
     returning number`,
    [
      ...[accountId, trackerId, hash, now, new Date(now.getTime() + NUMBER_MS)],
      ...[new Date(now.getTime() - PAUSE_MS), isMarked],
      ...[origin.source, origin.medium, origin.campaign, JSON.stringify(origin.clickIds)],
    ],
  )
  return rows[0] && { token, number: rows[0].number }
}

/** Nothing where the number is somebody's. */
async function begin(client: Queryable, { accountId, trackerId, title, origin, now }: PageSeen) {
  const token = createToken()
  const choices = Array.from({ length: VISIT_CHOICES }, () => randomInt(VISIT_ALPHABET_SIZE))
  const number = makeVisitNumber(choices)
  const { rowCount } = await client.query(
    `insert into visits (account_id, id, tracker_id, token_hash, number, number_until, source,
       medium, campaign, term, content, page_url, page_title, referrer, click_ids, created_at,
       last_seen_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16)
     on conflict (account_id, number) where number is not null do nothing`,
    [
      ...[accountId, newId(), trackerId, hashToken(token), number],
      ...[new Date(now.getTime() + NUMBER_MS), origin.source, origin.medium, origin.campaign],
      ...[origin.term, origin.content, origin.pageUrl, title, origin.referrer],
      ...[JSON.stringify(origin.clickIds), now],
    ],
  )
  return rowCount === 1 ? { token, number } : undefined
}
