import type { Finding } from '../channels/index.ts'
import { type Connecting, subscribe } from './connect-channel.ts'
import { inspectChannel, mendFinding } from './findings.ts'
import type { OpenChannel } from './open-channels.ts'
import { getChannel } from './view-channel.ts'
import { webhookKeyOf } from './webhook-key.ts'

interface Which {
  accountId: string
  channelId: string
}

/** As it is in the database now. */
export async function openNow(world: Connecting, which: Which): Promise<OpenChannel> {
  const { accountId, channelId } = which
  const { version } = await getChannel(world.database, accountId, channelId)
  return world.channels.get(accountId, channelId, { version })
}

/** Puts one thing right at the platform, and says what still stands in the way. */
export async function mendChannel(
  world: Connecting,
  which: Which,
  code: string,
): Promise<Finding[]> {
  const { database } = world
  const channel = await openNow(world, which)
  await mendFinding(channel, await inspectChannel(database, channel), code)
  const findings = await inspectChannel(database, channel)
  if (channel.state === 'connecting') await goOn(world, which)
  return findings
}

/** What no longer blocks a channel lets it begin at once. */
async function goOn(world: Connecting, which: Which): Promise<void> {
  const { version, kind } = await openNow(world, which)
  const webhookKey = await webhookKeyOf(world.database, which)
  await subscribe(world, { ...which, version, webhookKey, kind })
}
