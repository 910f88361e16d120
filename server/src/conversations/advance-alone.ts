import type { Queryable } from '../database/index.ts'
import { numbered, type Surroundings, sendHints } from './advance.ts'
import { applyWrites } from './apply.ts'
import { Fold } from './fold.ts'
import { load } from './load.ts'
import type { Outcome, Request } from './request.ts'

/**
 * One conversation within a transaction of the routing drain's kind: whoever calls holds the
 * account's routing row, so nobody else can raise a load meanwhile. `announce` is for after the
 * commit.
 */
export async function advanceAlone(
  client: Queryable,
  accountId: string,
  request: Request,
  around: Surroundings,
): Promise<{ outcome: Outcome; announce(): void }> {
  const now = around.clock.now()
  for (let tries = 0; tries < 3; tries++) {
    const [loaded] = await load(client, accountId, [request.target])
    if (!loaded?.conversation) {
      return { outcome: { result: 'refused', refusal: { code: 'not-found' } }, announce: () => {} }
    }
    const { channelId, channel: seen } = loaded
    const channel = await around.channels.get(accountId, channelId, {
      version: seen?.version,
      client,
    })
    const fold = new Fold(loaded, { now, channel })
    const told = fold.add(request, loaded)
    const member = fold.toMember(0)
    const outcome = fold.outcomeOf(told)
    if (!member) return { outcome, announce: () => {} }
    const { stale, numbers } = await applyWrites(client, accountId, [member], now)
    if (stale.size === 0) {
      const announce = () => sendHints(around.hints, accountId, [member])
      return { outcome: numbered(outcome, numbers), announce }
    }
  }
  throw Object.assign(new Error('the conversation kept changing'), { code: '40001' })
}
