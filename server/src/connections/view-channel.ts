import type { Channel, ChannelDetails, ChannelHealth, ChannelKindView } from '@otklik/protocol'
import type { Language } from '@otklik/words'

import { type ChannelKind, catalogue, type FieldWords } from '../channels/index.ts'
import type { Database } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'

/** A row of channels as screens need it. */
export interface ChannelRow {
  id: string
  version: number
  kind: string
  name: string
  state: Channel['state']
  problem: Channel['problem'] | null
  identity: Channel['identity'] | null
  settings: Record<string, string>
  secrets: Record<string, string>
  signature: ChannelDetails['signature']
  intake: ChannelHealth['intake']
  last_received_at: Date | null
  last_asked_at: Date | null
  last_sent_at: Date | null
  created_at: Date
}

/** Through its owner: that lookup is the permission check. */
export async function getChannel(
  database: Database,
  accountId: string,
  channelId: string,
): Promise<ChannelRow> {
  const { rows } = await database.query<ChannelRow>(
    'select * from channels where account_id = $1 and id = $2',
    [accountId, channelId],
  )
  if (!rows[0]) throw new NotFoundError()
  return rows[0]
}

export function viewChannel(row: ChannelRow): Channel {
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    name: row.name,
    state: row.state,
    ...(row.problem && { problem: row.problem }),
    ...(row.identity && { identity: row.identity }),
  }
}

/** A platform as its reader's forms and lists show it. */
export function viewKind(kind: ChannelKind, language: Language): ChannelKindView {
  const {
    sendsOnce: _,
    callTimeoutMs: __,
    maxFetchBytes: ___,
    filesBy: ____,
    ...capabilities
  } = kind.capabilities
  const { title, identityLabel, steps, refusals, fields } = kind.words[language]
  return {
    id: kind.id,
    title,
    glyph: kind.glyph,
    identityLabel,
    steps: [...steps],
    refusals: { ...refusals },
    fields: kind.fields.map((field) => ({ ...field, ...labelled(fields[field.name]) })),
    capabilities: { ...capabilities, receipts: [...capabilities.receipts] },
  }
}

function labelled({ label, help, placeholder }: FieldWords = { label: '' }) {
  return { label, ...(help && { help }), ...(placeholder && { placeholder }) }
}

export const viewKinds = (language: Language): ChannelKindView[] =>
  [...catalogue.values()].map((kind) => viewKind(kind, language))

interface HealthRow {
  backlog: number
  oldest_waiting_at: Date | null
  quarantined: number
  received_today: number
  sent_today: number
  failed_today: number
}

/** How the channel does, counted when somebody looks. */
export async function viewHealth(
  database: Database,
  accountId: string,
  row: ChannelRow,
): Promise<ChannelHealth> {
  const { rows } = await database.query<HealthRow>(
    `select
       (select count(*) from parts p where p.account_id = $1 and p.channel_id = $2
          and p.state in ('queued', 'sending')) as backlog,
       (select min(p.next_at) from parts p where p.account_id = $1 and p.channel_id = $2
          and p.state = 'queued') as oldest_waiting_at,
       (select count(*) from inbox i where i.account_id = $1 and i.channel_id = $2
          and i.state = 'quarantined') as quarantined,
       (select count(*) from inbox i where i.account_id = $1 and i.channel_id = $2
          and i.day = current_date) as received_today,
       (select count(*) from attempts a join parts p on p.account_id = a.account_id and p.id = a.part_id
          where a.account_id = $1 and p.channel_id = $2 and a.day = current_date
            and a.outcome = 'sent') as sent_today,
       (select count(*) from attempts a join parts p on p.account_id = a.account_id and p.id = a.part_id
          where a.account_id = $1 and p.channel_id = $2 and a.day = current_date
            and a.outcome = 'failed') as failed_today`,
    [accountId, row.id],
  )
  const counted = rows[0]!
  return {
    intake: row.intake,
    ...momentOf('lastReceivedAt', row.last_received_at),
    ...momentOf('lastAskedAt', row.last_asked_at),
    ...momentOf('lastSentAt', row.last_sent_at),
    ...momentOf('oldestWaitingAt', counted.oldest_waiting_at),
    backlog: counted.backlog,
    quarantined: counted.quarantined,
    receivedToday: counted.received_today,
    sentToday: counted.sent_today,
    failedToday: counted.failed_today,
  }
}

function momentOf<Name extends string>(name: Name, at: Date | null): { [Key in Name]?: string } {
  return at ? ({ [name]: at.toISOString() } as { [Key in Name]?: string }) : {}
}

/**
 * Masks secrets by their ends, enough to tell one from another; of a channel that does not open
 * (`opened` is missing) only that they are there.
 */
export function maskedSettings(
  kind: ChannelKind,
  row: Pick<ChannelRow, 'settings' | 'secrets'>,
  opened: Record<string, string> | undefined,
): Record<string, string> {
  const shown = { ...row.settings }
  for (const { name, isSecret } of kind.fields) {
    if (isSecret && row.secrets[name]) shown[name] = mask(opened?.[name] ?? '')
  }
  return shown
}

export function mask(secret: string): string {
  if (secret.length < 16) return '••••'
  return `${secret.slice(0, 4)}…••••••••${secret.slice(-4)}`
}
