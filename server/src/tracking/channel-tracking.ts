import { VISIT_NUMBER_VARIABLE } from '@otklik/protocol'
import {
  type ChannelTracking,
  type EditChannelTrackingRequest,
  lengthOf,
  QUESTION_LIMIT,
} from '@otklik/protocol/settings'
import { type Language, wordsOf } from '@otklik/words'

import {
  type Author,
  changedMeanwhile,
  differences,
  recordChange,
  withPrefix,
} from '../audit/index.ts'
import { type Capabilities, catalogue } from '../channels/index.ts'
import { type Channels, NoChannelError } from '../connections/index.ts'
import { type Database, lockAccount, type Queryable } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'
import { isModuleOn } from '../modules/index.ts'
import { gatherProblems } from '../settings/index.ts'
import { hasLinks } from './trackers.ts'

interface World {
  database: Database
  channels: Channels
}

interface Which {
  accountId: string
  channelId: string
}

interface Row {
  version: number
  is_on: boolean
  question: string
}

type Carries = NonNullable<Capabilities['linkCarries']>

/**
 * «Отображать номер заявки для коллтрекинга» of a channel. Until somebody decides, what nobody sees
 * is carried, and a text is not put into customers' mouths.
 */
export function isCounted(
  carries: Capabilities['linkCarries'],
  row: { is_on: boolean | null } | undefined,
): boolean {
  if (!carries) return false
  return row?.is_on ?? carries === 'payload'
}

export async function getChannelTracking(
  { database, channels }: World,
  which: Which,
  language: Language,
): Promise<ChannelTracking> {
  const carries = await carriedBy(channels, which)
  return view(database, which, { carries, language })
}

/** What is said goes to all links from then on; those that were opened already keep their text. */
export async function editChannelTracking(
  { database, channels }: World,
  { author, channelId }: { author: Author; channelId: string },
  { asked, language }: { asked: EditChannelTrackingRequest; language: Language },
): Promise<ChannelTracking> {
  const { accountId } = author
  const which = { accountId, channelId }
  const carries = await carriedBy(channels, which)
  return database.transaction(async (client) => {
    await lockAccount(client, accountId)
    const before = await view(client, which, { carries, language })
    if (before.version !== asked.version) {
      const stale = { kind: 'channel-tracking', id: channelId, version: asked.version } as const
      throw await changedMeanwhile(client, { accountId, ...stale })
    }
    const question = check(before, asked)
    await client.query(
      `insert into channel_tracking (account_id, channel_id, version, is_on, question)
       values ($1, $2, 1, $3, $4)
       on conflict (account_id, channel_id) do update
         set version = channel_tracking.version + 1, is_on = $3, question = $4`,
      [accountId, channelId, asked.isOn, question],
    )
    const after = await view(client, which, { carries, language })
    const { name } = await channels.get(accountId, channelId)
    await recordChange(client, author, {
      action: 'changed',
      subject: { kind: 'channel-tracking', id: channelId, name },
      changes: differences(settingsOf(before), settingsOf(after)),
      version: after.version,
    })
    return after
  })
}

/** WA-22, WA-25: what is wrong with it, whether or not it is switched on. */
function check(before: ChannelTracking, { isOn, question }: EditChannelTrackingRequest): string {
  const problems = gatherProblems()
  const text = before.carries === 'text' ? question.trim() : ''
  if (isOn && !before.isOn && before.whyNot === 'module-off') {
    problems.add('isOn', 'module-off', { module: 'call-tracking' })
  } else if (isOn && !before.isOn && before.whyNot) problems.add('isOn', 'tracking-unlinked')
  if (before.carries === 'text') {
    if (!text.includes(VISIT_NUMBER_VARIABLE)) problems.add('question', 'visit-number-missing')
    if (lengthOf(text) > QUESTION_LIMIT) {
      problems.add('question', 'too-long', { maximum: QUESTION_LIMIT })
    }
  }
  problems.refuse()
  return text
}

async function carriedBy(channels: Channels, { accountId, channelId }: Which): Promise<Carries> {
  try {
    const { kind, ...channel } = await channels.get(accountId, channelId)
    const isTheirs = channel.accountId === accountId
    if (isTheirs && kind.capabilities.linkCarries) return kind.capabilities.linkCarries
  } catch (error) {
    if (!(error instanceof NoChannelError)) throw error
  }
  throw new NotFoundError()
}

async function view(
  client: Queryable,
  { accountId, channelId }: Which,
  { carries, language }: { carries: Carries; language: Language },
): Promise<ChannelTracking> {
  const { rows } = await client.query<Row>(
    'select * from channel_tracking where account_id = $1 and channel_id = $2',
    [accountId, channelId],
  )
  const [row] = rows
  const isOn = await isModuleOn(client, accountId, 'call-tracking')
  const whyNot = !isOn ? 'module-off' : (await hasLinks(client, accountId)) ? undefined : 'unlinked'
  const first = carries === 'text' ? wordsOf(language).company.visitQuestion : ''
  return {
    version: row?.version ?? 0,
    isOn: isCounted(carries, row),
    question: row ? row.question : first,
    carries,
    ...(whyNot && { whyNot }),
  }
}

const settingsOf = ({ isOn, question }: ChannelTracking) =>
  withPrefix('tracking', { isOn, question })

/** Channels whose links carry a number now. */
export async function listCounted(client: Queryable, accountId: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string; kind: string; is_on: boolean | null }>(
    `select c.id, c.kind, t.is_on from channels c
     left join channel_tracking t on t.account_id = c.account_id and t.channel_id = c.id
     where c.account_id = $1 and c.state <> 'disconnected'`,
    [accountId],
  )
  return rows
    .filter((row) => isCounted(catalogue.get(row.kind)?.capabilities.linkCarries, row))
    .map(({ id }) => id)
}
