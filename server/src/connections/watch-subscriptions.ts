import { ChannelError } from '../channels/index.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import { reportBroken } from './change-channel.ts'
import { type Connecting, subscribe } from './connect-channel.ts'
import type { OpenChannel } from './open-channels.ts'

interface Row {
  account_id: string
  id: string
  version: number
  intake: OpenChannel['intake']
  key: string
}

const LOOK_EVERY_MS = 5 * 60_000

/**
 * Somebody else may take a subscription away, and our own address may change between two starts:
 * silence would look like peace. Looked after at the start and every few minutes.
 */
export function watchSubscriptions(
  world: Connecting & { onProblem(problem: string, facts: object): void },
): Loop {
  async function round(): Promise<boolean> {
    const { rows } = await world.database.query<Row>(
      `select c.account_id, c.id, c.version, c.intake, k.key
       from channels c join webhook_keys k on k.account_id = c.account_id and k.channel_id = c.id
       where c.state in ('connecting', 'working')`,
    )
    for (const row of rows) await lookAfter(world, row).catch((error) => tell(row, error))
    return false
  }
  const tell = ({ id }: Row, error: unknown) =>
    world.onProblem('a subscription was not looked after', { channelId: id, error: String(error) })
  return createLoop('subscriptions', round, { everyMs: LOOK_EVERY_MS, onProblem: world.onProblem })
}

async function lookAfter(world: Connecting, row: Row): Promise<void> {
  const channel = await world.channels.get(row.account_id, row.id, { version: row.version })
  const { connection, state } = channel
  const url = world.webhookUrl && `${world.webhookUrl}/webhooks/${row.key}`
  const wanted = url ? 'webhook' : 'polling'
  try {
    const isAsLeft = row.intake === wanted && state === 'working'
    const isThere = !url || ((await connection.isSubscribed?.(url)) ?? true)
    if (isAsLeft && isThere) return
  } catch (error) {
    if (!(error instanceof ChannelError) || error.reason !== 'misconfigured') throw error
    return reportBroken(world, channel, error)
  }
  const { account_id: accountId, id: channelId, key: webhookKey } = row
  await subscribe(world, { accountId, channelId, webhookKey, kind: channel.kind }, connection)
}
