import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'

import { openScene, type Scene, until } from '../testing/index.ts'
import { forgetWhatIsOver } from './index.ts'

let scene: Scene
before(async () => {
  scene = await openScene('telegram')
})

const owner = () => scene.centre.owner.browser
const asked = async (name: string, text: string) => {
  const person = await scene.centre.person(name)
  await person.does('text', { text })
  return scene.centre.conversationOf(name)
}

describe('what a company no longer keeps', () => {
  const forEver = { messagesDays: null, filesDays: null, bodiesDays: null }
  const terms = (usual: object, channels: object[] = []) => ({
    usual: { ...forEver, ...usual },
    channels,
  })
  const preview = async (asked: object) =>
    (await owner().send('POST', '/api/v1/retention/preview', { ...asked })).json()
  const keep = async (asked: object) => {
    const { version } = (await owner().get('/api/v1/retention')).json()
    return owner().send('PUT', '/api/v1/retention', { version, ...asked })
  }

  test('is counted before, deleted after its time, and written down', async () => {
    const { id } = await asked('Нина', 'паспорт 4010 123456')
    await scene.write(id, 'записали')
    await scene.act('POST', id, 'closure')
    scene.moveOn(9000)
    const { database, clock, channel } = scene.centre
    const status = async () => {
      const { rows } = await database.query<{ status: string }>(
        'select status from conversations where id = $1',
        [id],
      )
      return rows[0]!.status
    }
    await until(async () => (await status()) === 'closed', 'the close')
    assert.equal((await preview(terms({ messagesDays: 30 }))).messages, 0)
    const comment = 'звоните Нине Петровне'
    const rating = { scale: 'five', score: 5, comment, askedAt: clock.now().getTime() }
    await database.query(
      `with rated as (update conversations set state = jsonb_set(state, '{rating}', $2::jsonb)
         where id = $1 returning account_id, id, channel_id, contact_id)
       insert into ratings (account_id, conversation_id, channel_id, contact_id, scale, asked_at,
         score, rated_at, comment)
       select account_id, id, channel_id, contact_id, 'five', $3, 5, $3, $4 from rated`,
      [id, JSON.stringify(rating), clock.now(), comment],
    )
    await database.query(
      `update conversations set closed_at = closed_at - interval '31 days' where id = $1`,
      [id],
    )
    const { messages, conversations } = await preview(terms({ messagesDays: 30 }))
    assert.deepEqual([messages, conversations], [2, 1])
    // A channel with terms of its own is not touched by those of the others.
    const own = { ...forEver, channelId: channel.id, messagesDays: 365 }
    assert.equal((await preview(terms({ messagesDays: 30 }, [own]))).messages, 0)
    await forgetWhatIsOver({ database, clock })
    assert.equal(
      (await scene.centre.messagesOf(id)).some(({ text }) => text.includes('4010')),
      true,
    )

    assert.equal((await keep(terms({ messagesDays: 30 }))).statusCode, 200)
    // A conversation that somebody is writing at that moment is left for the next time.
    await until(async () => {
      await forgetWhatIsOver({ database, clock })
      return !JSON.stringify(await scene.centre.messagesOf(id)).includes('4010')
    }, 'the words to be gone')
    const { rows: rated } = await database.query(
      `select r.score, r.comment, c.state -> 'rating' ->> 'comment' as shown,
         c.state -> 'rating' ->> 'score' as stays
       from ratings r join conversations c on c.account_id = r.account_id
         and c.id = r.conversation_id where c.id = $1`,
      [id],
    )
    assert.deepEqual(rated, [{ score: 5, comment: null, shown: null, stays: '5' }])
    const found = await owner().get(`/api/v1/search/messages?q=${encodeURIComponent('паспорт')}`)
    assert.deepEqual(found.json().messages, [])
    assert.equal((await preview(terms({ messagesDays: 30 }))).messages, 0)
    const { entries } = (await owner().get('/api/v1/audit?subject=retention')).json()
    assert.deepEqual(
      entries.map(({ action }: { action: string }) => action),
      ['deleted', 'changed'],
    )
    const stale = await owner().send('PUT', '/api/v1/retention', { version: 0, ...terms({}) })
    assert.equal(stale.statusCode, 409)
    for (const wrong of [terms({ messagesDays: 1 }), terms({}, [{ ...own, channelId: id }])]) {
      assert.equal((await keep(wrong)).statusCode, 422)
    }
  })
})
