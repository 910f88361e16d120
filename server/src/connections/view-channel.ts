import type {
  Channel,
  ChannelDetails,
  ChannelField,
  ChannelHealth,
  ChannelKindView,
} from '@otklik/protocol'
import type { Language } from '@otklik/words'

import {
  type ChannelKind,
  catalogue,
  type FieldWords,
  type Finding,
  type PlatformApp,
  type SettingsField,
} from '../channels/index.ts'
import type { Database } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'
import { isInSandbox } from './call-url.ts'
import { viewHours } from './view-hours.ts'

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
  findings: Finding[]
  recovered: number
  recovered_at: Date | null
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
    ...(isInSandbox(row.settings) && { isInSandbox: true }),
  }
}

/** What a platform can be depends on where we run: whether it reaches us, whether it knows us. */
export interface Installation {
  webhookUrl?: string
  /** Our own applications at platforms, by the kind's id. */
  apps: Readonly<Record<string, PlatformApp>>
}

/** A platform as its reader's forms and lists show it. */
export function viewKind(
  kind: ChannelKind,
  language: Language,
  { webhookUrl, apps }: Installation,
): ChannelKindView {
  const {
    sendsOnce: _,
    callTimeoutMs: __,
    maxFetchBytes: ___,
    filesBy,
    formats,
    ...capabilities
  } = kind.capabilities
  const words = kind.words[language]
  const { title, identityLabel, connectionTitle, credential, steps, refusals, fields } = words
  return {
    id: kind.id,
    title,
    glyph: kind.glyph,
    identityLabel,
    ...(connectionTitle && { connectionTitle }),
    ...(credential && { credential }),
    steps: [...steps],
    refusals: { ...refusals },
    fields: kind.fields.map((field) => viewField(field, fields[field.name])),
    canSignIn: Boolean(kind.signIn && apps[kind.id]),
    capabilities: {
      ...capabilities,
      receipts: [...capabilities.receipts],
      ...(formats && { formats: [...formats] }),
      ...(filesBy === 'link' && webhookUrl === undefined
        ? ({ canSendFiles: false, whyNoFiles: 'no-public-url' } as const)
        : {}),
    },
    ...(kind.module && { module: kind.module }),
  }
}

function viewField(field: SettingsField, words: FieldWords = { label: '' }): ChannelField {
  const { choices, ...rest } = field
  const { label, help, placeholder } = words
  return {
    ...rest,
    label,
    ...(help && { help }),
    ...(placeholder && { placeholder }),
    ...(choices && {
      choices: choices.map((value) => ({ value, label: words.choices?.[value] ?? value })),
    }),
  }
}

export const viewKinds = (language: Language, installation: Installation): ChannelKindView[] =>
  [...catalogue.values()].map((kind) => viewKind(kind, language, installation))

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
    ...(row.recovered_at && {
      recovered: { count: Number(row.recovered), at: row.recovered_at.toISOString() },
    }),
    hours: await viewHours(database, accountId, row.id),
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
  row: Pick<ChannelRow, 'settings' | 'secrets' | 'identity'>,
  opened: Record<string, string> | undefined,
): Record<string, string> {
  const shown = { ...row.settings }
  for (const { name, isSecret, fromIdentity } of kind.fields) {
    if (isSecret && row.secrets[name]) shown[name] = mask(opened?.[name] ?? '')
    const fact = fromIdentity && row.identity?.facts?.[fromIdentity]
    if (fact) shown[name] = fact
  }
  return shown
}

export function mask(secret: string): string {
  if (secret.length < 16) return '••••'
  return `${secret.slice(0, 4)}…••••••••${secret.slice(-4)}`
}
