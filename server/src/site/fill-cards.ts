import { fillCard, tellConversations, toPhone } from '../contacts/index.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import type { Trigger } from '../rules/index.ts'
import type { SiteWorld } from './parts.ts'
import { standInName } from './visitor-token.ts'

interface Row {
  account_id: string
  channel_id: string
  visitor: string
  answer: { name?: string; phone?: string; email?: string }
  contact_id: string
}

const MOST_AT_ONCE = 100
const LOOK_EVERY_MS = 1000
const GATHER_MS = 200

/**
 * What visitors said of themselves goes onto their cards, once there is one: their first word, which
 * makes it, is read by others.
 */
export function fillCards(world: SiteWorld): Loop {
  const { database, clock, hints, advance, onProblem } = world
  const telling = {
    ...{ database, clock, hints },
    tell: (accountId: string, conversationId: string, trigger: Trigger) =>
      advance(accountId, { target: { conversationId }, what: { trigger } }),
  }

  async function round(): Promise<boolean> {
    const { rows } = await database.query<Row>(
      `select v.account_id, v.channel_id, v.visitor, v.answer, a.contact_id
       from site_visitors v
       join addresses a on a.account_id = v.account_id and a.channel_id = v.channel_id
         and a.address = v.visitor
       where v.answer is not null limit $1`,
      [MOST_AT_ONCE],
    )
    for (const row of rows) await fill(row)
    return rows.length === MOST_AT_ONCE
  }

  async function fill(row: Row): Promise<void> {
    const { account_id: accountId, contact_id: contactId, answer } = row
    const { name, email } = answer
    const phone = answer.phone && toPhone(answer.phone)
    const now = clock.now()
    const isNew = await database.transaction(async (client) => {
      await client.query(
        `update site_visitors set answer = null
         where account_id = $1 and channel_id = $2 and visitor = $3`,
        [accountId, row.channel_id, row.visitor],
      )
      return fillCard(
        client,
        {
          ...{ accountId, contactId, now },
          standIns: (['ru', 'en'] as const).map((each) => standInName(row.visitor, each)),
        },
        { ...(name && { name }), ...(phone && { phone }), ...(email && { email }) },
      )
    })
    if (isNew) await tellConversations(telling, accountId, [contactId])
  }

  const loop = createLoop('cards of visitors', round, {
    everyMs: LOOK_EVERY_MS,
    gatherMs: GATHER_MS,
    onProblem,
  })
  const deaf = hints.listen('feed', loop.wake)
  return {
    wake: loop.wake,
    stop() {
      deaf()
      return loop.stop()
    },
  }
}
