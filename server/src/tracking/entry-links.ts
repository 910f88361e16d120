import { fillQuestion } from '@otklik/protocol'

import { hashToken } from '../access/index.ts'
import type { Channels, OpenChannel } from '../connections/index.ts'
import type { Queryable } from '../database/index.ts'
import type { Clock } from '../lib/clock.ts'
import { showVisitNumber, visitPayload } from '../rules/index.ts'
import { isCounted } from './channel-tracking.ts'

/** A messenger that a visitor may choose, and where it opens. */
export interface EntryLink {
  channelId: string
  kind: string
  name: string
  link: string
  /** The link carries the visit's number. */
  isCounted: boolean
}

export interface LinkingWorld {
  database: Queryable
  channels: Channels
  clock: Clock
}

export interface AskedFor {
  /** The dialog widget that shows them: linked with the visit's counter, or nothing is carried. */
  widgetId?: string | undefined
  /** What the page was given when its visit was counted. Anything may come here. */
  visitToken?: string | undefined
}

interface Row {
  id: string
  version: number
  is_on: boolean | null
  question: string | null
}

/**
 * Links to all messengers that a company has connected. With the visit of whoever looks at them they
 * carry its number, each as its platform can: in a text that waits in the person's field, or unseen
 * (WA-23, §3.10). A token that is forged, old or of another company's site carries nothing.
 */
export async function entryLinks(
  { database, channels, clock }: LinkingWorld,
  accountId: string,
  { widgetId, visitToken }: AskedFor = {},
): Promise<EntryLink[]> {
  const number = await numberOf(database, accountId, { widgetId, visitToken, now: clock.now() })
  const { rows } = await database.query<Row>(
    `select c.id, c.version, t.is_on, t.question from channels c
     left join channel_tracking t on t.account_id = c.account_id and t.channel_id = c.id
     where c.account_id = $1 and c.state = 'working' order by c.created_at, c.id`,
    [accountId],
  )
  const links: EntryLink[] = []
  for (const row of rows) {
    const channel = await channels.get(accountId, row.id, { version: row.version })
    const link = linkOf(channel, row, number)
    if (link) links.push(link)
  }
  return links
}

function linkOf(channel: OpenChannel, row: Row, number: string | undefined): EntryLink | undefined {
  const { connection, kind, id: channelId, name } = channel
  if (!connection.contactLink) return undefined
  const counted = isCounted(kind.capabilities.linkCarries, row)
  const payload = counted && number ? payloadOf(channel, row.question, number) : undefined
  const link = inSandbox(channel, connection.contactLink(payload))
  return { channelId, kind: kind.id, name, link, isCounted: payload !== undefined }
}

function payloadOf({ kind }: OpenChannel, question: string | null, number: string): string {
  if (kind.capabilities.linkCarries !== 'text') return visitPayload(number)
  return fillQuestion(question ?? '', showVisitNumber(number))
}

/** A demo's customers have the phones of the sandbox: the page there opens the link as a phone would. */
function inSandbox({ isDemo, settings }: OpenChannel, link: string): string {
  const isThere = isDemo && settings.apiUrl === 'sandbox'
  return isThere ? `/sandbox?open=${encodeURIComponent(link)}` : link
}

/** The number of a visit that may be carried: not ended, of a counter that this widget is linked with. */
async function numberOf(
  database: Queryable,
  accountId: string,
  { widgetId, visitToken, now }: AskedFor & { now: Date },
): Promise<string | undefined> {
  const hash = hashToken(visitToken)
  if (!hash || !widgetId) return undefined
  const { rows } = await database.query<{ number: string }>(
    `select v.number from visits v
     join tracker_links l on l.account_id = v.account_id and l.tracker_id = v.tracker_id
     join modules m on m.account_id = v.account_id and m.name = 'call-tracking' and m.is_on
     where v.account_id = $1 and v.token_hash = $2 and l.widget_id = $3
       and v.number is not null and v.number_until > $4`,
    [accountId, hash, widgetId, now],
  )
  return rows[0]?.number
}
