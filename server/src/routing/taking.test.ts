import assert from 'node:assert/strict'
import { before, test } from 'node:test'

import { type Member, openScene, type Scene } from '../testing/index.ts'

/** The long form has a thousand. */
const ROUNDS = Number(process.env.ROUNDS ?? 200)

let scene: Scene
let id: string
before(async () => {
  scene = await openScene('telegram')
  const person = await scene.centre.person('Мария')
  await person.does('text', { text: 'здравствуйте' })
  id = (await scene.centre.conversationOf(person.name)).id
})

test(`[H-18] gives a conversation to one of two who take it at once, ${ROUNDS} times`, async (t) => {
  const anna = scene.centre.operator
  const igor = await scene.centre.signUp('operator', { accountId: scene.centre.owner.accountId })
  const nameOf = await names()
  const wins = new Map<Member, number>()
  for (let round = 0; round < ROUNDS; round++) {
    // Neither is always the first to ask.
    const both = round % 2 === 0 ? [anna, igor] : [igor, anna]
    const answers = await Promise.all(both.map((one) => scene.act('POST', id, 'assignment', one)))
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 409])
    const winner = both[answers.findIndex(({ statusCode }) => statusCode === 200)]!
    const { error } = answers.find(({ statusCode }) => statusCode === 409)!.json()
    assert.equal(error.code, 'already-taken')
    assert.match(error.message, new RegExp(`${nameOf.get(winner.operatorId)}(?!\\d)`))
    const { rows } = await scene.centre.database.query<{ owner: string; load: string }>(
      'select operator_id as owner, load_operator_id as load from conversations where id = $1',
      [id],
    )
    assert.deepEqual(rows, [{ owner: winner.operatorId, load: winner.operatorId }])
    wins.set(winner, (wins.get(winner) ?? 0) + 1)
    assert.equal((await scene.act('DELETE', id, 'assignment', winner)).statusCode, 200)
  }
  const { rows: told } = await scene.centre.database.query<{ code: string; count: number }>(
    `select content -> 'system' ->> 'code' as code, count(*)::integer from messages
     where kind = 'system' group by 1 order by 1`,
  )
  assert.deepEqual(told, [
    { code: 'returned', count: ROUNDS },
    { code: 'taken', count: ROUNDS },
  ])
  t.diagnostic(`won ${[...wins.values()].join(' : ')}`)
})

async function names(): Promise<Map<string, string>> {
  const { rows } = await scene.centre.database.query<{ id: string; name: string }>(
    'select id, name from operators',
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
