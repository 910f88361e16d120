import { ChannelError } from '../channels/index.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import { reportBroken } from './change-channel.ts'
import { type Connecting, subscribe } from './connect-channel.ts'
import type { OpenChannel } from './open-channels.ts'

interface Row {
  account_id: string
  id: string
  version: number
  state: OpenChannel['state']
  intake: OpenChannel['intake']
  key: string
}

const LOOK_EVERY_MS = 30_000
/** What was as it should be is asked about in every tenth round only. */
const FULL_EVERY = 10

/**
 * Somebody else may take a subscription away, and our own address may change between two starts:
 * silence would look like peace. Looked after at the start and every few minutes, and what is amiss
 * sooner.
 */
export function watchSubscriptions(
  world: Connecting & { onProblem(problem: string, facts: object): void },
): Loop {
  const amiss = new Set<string>()
  let rounds = 0

  async function round(): Promise<boolean> {
    const isFull = rounds++ % FULL_EVERY === 0
    const { rows } = await world.database.query<Row>(
      `select c.account_id, c.id, c.version, c.state, c.intake, k.key
       from channels c join webhook_keys k on k.account_id = c.account_id and k.channel_id = c.id
       where c.state in ('connecting', 'working')`,
    )
    for (const row of rows) {
      const isAmiss = amiss.delete(row.id) || row.state === 'connecting'
      if (!isFull && !isAmiss) continue
      await lookAfter(world, row).catch((error: unknown) => {
        amiss.add(row.id)
        tell(row, error)
      })
    }
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
  const { version, kind } = channel
  await subscribe(world, { accountId, channelId, version, webhookKey, kind })
}
