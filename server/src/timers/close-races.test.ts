import assert from 'node:assert/strict'
import { test } from 'node:test'
import { v7 as newId } from 'uuid'

import type { Advance } from '../conversations/index.ts'
import { type CentreOfMany, createCentreOfMany } from '../testing/centre-of-many.ts'

const HOUR = 3_600_000
/** The long form has a thousand. */
const RACES = Number(process.env.RACES ?? 300)
const AT_ONCE = 50
const GOODBYE = 'Спасибо за обращение!'

interface Closed {
  status: string
  closes: number
  texts: number
  isInOrder: boolean
}

/** How often each conversation was closed and said so. */
async function closesOf({ database }: CentreOfMany): Promise<Closed[]> {
  const { rows } = await database.query<Closed>(
    `select c.status,
       count(*) filter (where m.content -> 'system' ->> 'code' = 'closed')::int as closes,
       count(*) filter (where m.text = $1)::int as texts,
       coalesce(min(m.seq) filter (where m.text = $1)
         > max(m.seq) filter (where m.content -> 'system' ->> 'code' = 'closed'), true) as "isInOrder"
     from conversations c
     join messages m on m.account_id = c.account_id and m.conversation_id = c.id
     group by c.account_id, c.id`,
    [GOODBYE],
  )
  return rows
}

const timePasses = (advance: Advance, accountId: string, conversationId: string) =>
  advance(accountId, {
    target: { conversationId },
    what: { trigger: { type: 'time-passed', lineId: newId() } },
  })

test(`[H-19] closes once, with one text, in ${RACES} races of operator, silence and customer`, async (t) => {
  const centre = await createCentreOfMany({ operators: 1, capacity: 0, workers: 2 })
  const { accountId, workers } = centre
  await centre.rule({
    is_closing_text_shown: true,
    closing_text: GOODBYE,
    inactivity_value: 1,
    inactivity_unit: 'hours',
  })
  const [here, there] = [workers[0]!, workers[1]!]
  // The same moment, as two servers see it: each groups for itself, and one of them is stale.
  const silence = [centre.later(HOUR), centre.later(HOUR)]
  const asking = centre.later(HOUR)
  const undoOver = [centre.later(HOUR + 8000), centre.later(HOUR + 8000)]
  const askToClose = (conversationId: string) =>
    asking(accountId, {
      target: { conversationId },
      what: {
        trigger: {
          type: 'close-asked',
          operator: { id: newId(), name: 'Супервизор' },
          mayCloseOthers: true,
        },
      },
    })

  let reopened = 0
  for (let done = 0; done < RACES; done += AT_ONCE) {
    const people = Array.from({ length: AT_ONCE }, (_, n) => `Клиент ${done + n}`)
    const ids = await Promise.all(people.map((person) => centre.says(here, person)))
    // A third of the closes is under way already: its eight seconds end in the race.
    await Promise.all(ids.filter((_, n) => n % 3 === 0).map(askToClose))
    await Promise.all(
      ids.flatMap((id, n) => [
        ...(n % 3 === 1 ? [askToClose(id)] : []),
        ...[...silence, ...(n % 3 === 0 ? undoOver : [])].map((advance) =>
          timePasses(advance, accountId, id),
        ),
        ...(n % 2 === 0 ? [centre.says(there, people[n]!)] : []),
      ]),
    )
  }
  for (const { status, closes, texts, isInOrder } of await closesOf(centre)) {
    assert.deepEqual([closes, texts], status === 'closed' ? [1, 1] : [0, 0])
    assert.ok(isInOrder, 'the text follows the close')
    if (status !== 'closed') reopened++
  }
  assert.ok(reopened > 0, 'somebody was in time')

  const { rows } = await centre.database.query<{ id: string }>(
    `select id from conversations where status <> 'closed'`,
  )
  const muchLater = centre.later(3 * HOUR)
  await Promise.all(rows.map(({ id }) => timePasses(muchLater, accountId, id)))
  const all = await closesOf(centre)
  assert.ok(all.every(({ closes, texts }) => closes === 1 && texts === 1))
  t.diagnostic(`${RACES} races left ${reopened} open, of ${all.length} conversations`)
})
