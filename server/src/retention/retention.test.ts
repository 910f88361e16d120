import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'

import { aWidget, openScene, type Scene, until } from '../testing/index.ts'
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

  test('deletes files by a term of their own, and leaves what was said', async () => {
    const { database, clock } = scene.centre
    const { id } = await asked('Фаина', 'чек за сентябрь')
    await scene.act('POST', id, 'closure')
    scene.moveOn(9000)
    await until(async () => {
      const { rows } = await database.query<{ status: string }>(
        `update conversations set closed_at = closed_at - interval '8 days'
         where id = $1 and status = 'closed' returning status`,
        [id],
      )
      return rows.length > 0
    }, 'the close')
    const { accountId } = scene.centre.owner
    await database.query(
      `insert into files (account_id, id, conversation_id, message_id, kind, name, state, bytes)
       select m.account_id, gen_random_uuid(), m.conversation_id, m.id, 'document', 'чек.pdf',
         'failed', 1000
       from messages m where m.account_id = $1 and m.conversation_id = $2 and m.kind = 'message'`,
      [accountId, id],
    )
    assert.equal((await preview(terms({ filesDays: 7 }))).files, 1)
    assert.equal((await keep(terms({ filesDays: 7 }))).statusCode, 200)
    await until(async () => {
      await forgetWhatIsOver({ database, clock })
      const { rows } = await database.query('select from files where conversation_id = $1', [id])
      return rows.length === 0
    }, 'the file to be gone')
    assert.match(JSON.stringify(await scene.centre.messagesOf(id)), /чек за сентябрь/)
  })

  test('forgets visitors of sites whom nobody talks with, by channel', async () => {
    const { database, clock, channel } = scene.centre
    const { accountId } = scene.centre.owner
    const [one, other] = [await aWidget(scene.centre, accountId), channel.id]
    const { id } = await asked('Зинаида', 'я ещё здесь')
    const { rows } = await database.query<{ thread: string }>(
      'select thread from conversations where id = $1',
      [id],
    )
    const seen = (channelId: string, visitor: string, days: number) =>
      database.query(
        `insert into site_visitors (account_id, channel_id, visitor, page_url, seen_at, consented_at)
         values ($1, $2, $3, 'https://verba.example/cakes', $4::timestamptz, $4)`,
        [accountId, channelId, visitor, new Date(clock.now().getTime() - days * 86_400_000)],
      )
    await seen(one, 'gone', 31)
    await seen(one, 'recent', 29)
    await seen(other, rows[0]!.thread, 400)
    await seen(other, 'own term', 31)
    const own = { ...forEver, channelId: other, visitorsDays: 365 }
    assert.equal((await preview(terms({ visitorsDays: 30 }))).visitors, 2)
    assert.equal((await preview(terms({ visitorsDays: 30 }, [own]))).visitors, 1)
    assert.equal((await keep(terms({ visitorsDays: 30 }, [own]))).statusCode, 200)
    assert.equal((await owner().get('/api/v1/retention')).json().channels[0].visitorsDays, 365)
    await forgetWhatIsOver({ database, clock })
    const { rows: left } = await database.query<{ visitor: string }>(
      'select visitor from site_visitors where account_id = $1 order by visitor',
      [accountId],
    )
    assert.deepEqual(
      left.map(({ visitor }) => visitor).sort(),
      ['own term', 'recent', rows[0]!.thread].sort(),
    )
    const { entries } = (await owner().get('/api/v1/audit?subject=retention')).json()
    assert.deepEqual(entries[0].changes, [{ field: 'forgotten.visitors', after: 1 }])
    assert.equal((await keep(terms({ visitorsDays: 0 }))).statusCode, 422)
  })
})
