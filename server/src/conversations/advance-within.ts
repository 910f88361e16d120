import type { Queryable } from '../database/index.ts'
import { numbered, type Surroundings, sendHints } from './advance.ts'
import { applyWrites } from './apply.ts'
import { Fold, type Told } from './fold.ts'
import { type Loaded, load } from './load.ts'
import type { Outcome, Request } from './request.ts'
import type { Member } from './writes.ts'

const TRIES = 3

export interface Advanced {
  outcomes: Outcome[]
  /** Those that changed meanwhile: nothing of theirs is written. */
  stale: number[]
  /** For after the commit. */
  announce(): void
}

/**
 * Different conversations within one transaction of the routing drain's kind: whoever calls holds
 * the account's routing row, so nobody else can raise a load meanwhile. Rows are written once, since
 * what comes after the account's counter must not wait for anybody.
 */
export async function advanceWithin(
  client: Queryable,
  accountId: string,
  requests: Request[],
  around: Surroundings,
): Promise<Advanced> {
  const now = around.clock.now()
  const loaded = await load(
    client,
    accountId,
    requests.map(({ target }) => target),
  )
  const told: { fold: Fold; told: Told }[] = []
  const members: Member[] = []
  for (const [k, request] of requests.entries()) {
    // Named by its thread, it may have to be opened; named by its id, it has to be there.
    const isThere = loaded[k]?.conversation ?? request.target.thread
    const fold = isThere && (await open(client, accountId, loaded[k]!, around, now))
    if (!fold) {
      told[k] = { fold: undefined as never, told: notFound }
      continue
    }
    told[k] = { fold, told: fold.add(request, loaded[k]!) }
    const member = fold.toMember(k)
    if (member) members.push(member)
  }
  const { stale, numbers } = await applyWrites(client, accountId, members, now)
  return {
    outcomes: told.map(({ fold, told }) =>
      told.result === 'refused' ? told : numbered(fold.outcomeOf(told), numbers),
    ),
    stale: [...stale],
    announce: () =>
      sendHints(around.hints, accountId, {
        members: members.filter(({ k }) => !stale.has(k)),
        now,
      }),
  }
}

/** One conversation, again while it keeps changing. */
export async function advanceAlone(
  client: Queryable,
  accountId: string,
  request: Request,
  around: Surroundings,
): Promise<{ outcome: Outcome; announce(): void }> {
  for (let tries = 0; tries < TRIES; tries++) {
    const { outcomes, stale, announce } = await advanceWithin(client, accountId, [request], around)
    if (stale.length === 0) return { outcome: outcomes[0]!, announce }
  }
  throw Object.assign(new Error('the conversation kept changing'), { code: '40001' })
}

const notFound = { result: 'refused', refusal: { code: 'not-found' } } as const

async function open(
  client: Queryable,
  accountId: string,
  loaded: Loaded,
  { channels, ruleSettings }: Surroundings,
  now: Date,
): Promise<Fold> {
  const { channelId, channel: seen, settingsVersion } = loaded
  const channel = await channels.get(accountId, channelId, { version: seen?.version, client })
  const account = await ruleSettings.get(accountId, { version: settingsVersion, client })
  return new Fold(loaded, { now, channel, account })
}
