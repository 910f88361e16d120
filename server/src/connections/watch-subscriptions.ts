import { ChannelError } from '../channels/index.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import type { Duties } from '../processes/index.ts'
import { callUrlFor } from './call-url.ts'
import { type CatchingUp, catchUp } from './catch-up.ts'
import { reportBroken } from './change-channel.ts'
import { type Connecting, subscribe } from './connect-channel.ts'
import { inspectChannel, isBlocked } from './findings.ts'
import { learnTokenEnd } from './learn-token-end.ts'
import type { OpenChannel } from './open-channels.ts'
import type { ChannelRow } from './view-channel.ts'

type Row = Pick<ChannelRow, 'id' | 'version' | 'state' | 'intake' | 'findings'> & {
  account_id: string
  key: string
  /** Nothing was missed before then. */
  well_since: Date
  /** Something was missed since then, and has not been fetched yet. */
  missed_since: Date | null
}

type Watching = Connecting & CatchingUp & { duties: Duties }

const LOOK_EVERY_MS = 30_000
/** What was as it should be is asked about in every tenth round only. */
const FULL_EVERY = 10
/** Platforms themselves come again for as long as this, and a deploy takes less. */
const SHORT_SILENCE_MS = 2 * 60_000

/**
 * Somebody else may take a subscription away, and our own address may change between two starts:
 * silence would look like peace. Looked after at the start and every few minutes, and what is amiss
 * sooner. What was missed meanwhile is fetched, where the platform has a history.
 */
export function watchSubscriptions(world: Watching): Loop {
  const amiss = new Set<string>()
  /** Looked after since this process began: before that, we were not there. */
  const met = new Set<string>()
  let rounds = 0

  async function round(): Promise<boolean> {
    const isFull = rounds++ % FULL_EVERY === 0
    const { rows } = await world.database.query<Row>(
      `select c.account_id, c.id, c.version, c.state, c.intake, c.findings, c.missed_since, k.key,
         coalesce(c.seen_well_at, c.last_received_at, c.created_at) as well_since
       from channels c join webhook_keys k on k.account_id = c.account_id and k.channel_id = c.id
       where c.state in ('connecting', 'working')
         ${world.duties.andOwned('c.account_id', 'c.id')}`,
    )
    for (const row of rows) {
      const isAmiss = amiss.delete(row.id) || row.state === 'connecting'
      if (!isFull && !isAmiss && met.has(row.id)) continue
      try {
        await lookAfter(world, row, met)
      } catch (error) {
        amiss.add(row.id)
        tell(row, error)
      }
    }
    return false
  }
  const tell = ({ id }: Row, error: unknown) =>
    world.onProblem('a subscription was not looked after', { channelId: id, error: String(error) })
  return createLoop('subscriptions', round, { everyMs: LOOK_EVERY_MS, onProblem: world.onProblem })
}

async function lookAfter(world: Watching, row: Row, met: Set<string>): Promise<void> {
  const channel = await world.channels.get(row.account_id, row.id, { version: row.version })
  const standing = await standingOf(world, channel, row)
  if (standing === 'broken' || standing === 'blocked') return
  if (standing === 'lost') {
    const { account_id: accountId, id: channelId, key: webhookKey } = row
    const { version, kind } = channel
    if (row.state === 'working') row.missed_since = await noteMissed(world, row)
    await subscribe(world, { accountId, channelId, version, webhookKey, kind })
  }
  if (row.state === 'working') await fetchMissed(world, channel, row, met)
  met.add(row.id)
  await world.database.query(
    `update channels set seen_well_at = now(), missed_since = null
     where account_id = $1 and id = $2`,
    [row.account_id, row.id],
  )
  await learnTokenEnd(world.database, channel)
}

/** Before the subscription is back: from then on nothing else would tell that there was a gap. */
async function noteMissed({ database }: Watching, row: Row): Promise<Date> {
  const since = row.missed_since ?? row.well_since
  await database.query('update channels set missed_since = $3 where account_id = $1 and id = $2', [
    row.account_id,
    row.id,
    since,
  ])
  return since
}

type Standing = 'well' | 'lost' | 'blocked' | 'broken'

async function standingOf(world: Watching, channel: OpenChannel, row: Row): Promise<Standing> {
  const { connection, settings, state } = channel
  const callUrl = callUrlFor(world, settings, connection)
  const url = callUrl && `${callUrl}/webhooks/${row.key}`
  const wanted = url ? 'webhook' : 'polling'
  try {
    if (state === 'connecting' && isBlocked(row.findings)) {
      const isStill = isBlocked(await inspectChannel(world.database, channel))
      return isStill ? 'blocked' : 'lost'
    }
    const isAsLeft = row.intake === wanted && state === 'working'
    const isThere = !url || ((await connection.isSubscribed?.(url)) ?? true)
    return isAsLeft && isThere ? 'well' : 'lost'
  } catch (error) {
    if (!(error instanceof ChannelError) || error.reason !== 'misconfigured') throw error
    await reportBroken(world, channel, error)
    return 'broken'
  }
}

/** After a subscription was lost, and after we were away for longer than platforms wait. */
async function fetchMissed(
  world: Watching,
  channel: OpenChannel,
  { id, well_since, missed_since }: Row,
  met: Set<string>,
): Promise<void> {
  const wasAway = !met.has(id) && Date.now() - well_since.getTime() > SHORT_SILENCE_MS
  const since = missed_since ?? (wasAway ? well_since : undefined)
  if (since) await catchUp(world, channel, since)
}
