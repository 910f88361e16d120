/** «Контроль качества», through the doors of one company whose customers write in a messenger. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import type { ApiError } from '@otklik/protocol'
import type { AppealCase, RatingView } from '@otklik/protocol/reports'
import type { AuditPage, ChannelGroup } from '@otklik/protocol/settings'

import { type Member, openQuality, type Quality, refused, until } from '../testing/index.ts'

const DAY_MS = 86_400_000
let q: Quality
before(async () => {
  q = await openQuality()
})

describe('a customer’s mark', () => {
  test('[D-28] a sentence is no mark, a button counts once, and one that comes late not at all', async () => {
    const { person, id } = await q.answered(q.anna, 'Сентенция')
    await q.close(q.anna, id)
    const button = await q.question(person)
    await person.does('text', { text: 'Всё понравилось, но когда привезут стул?' })
    const next = await until(
      async () => (await q.centre.conversations()).find(({ previousId }) => previousId === id),
      'another conversation',
    )
    assert.equal(next.lastMessage?.text, 'Всё понравилось, но когда привезут стул?')
    assert.equal((await q.read(id)).rating?.score, undefined)
    await q.press(person, button, 1)
    await until(async () => (await q.read(id)).rating?.score === 2, 'the mark')
    await q.press(person, button, 4)

    const late = await q.answered(q.anna, 'Поздний')
    await q.close(q.anna, late.id)
    const lateButton = await q.question(late.person)
    q.centre.moveOn(25 * 3_600_000)
    await q.press(late.person, lateButton, 4)
    // What is said after a press has been read after it.
    await late.person.does('text', { text: 'Ещё вопрос' })
    await until(async () => {
      const all = await q.centre.conversations()
      return all.some(({ previousId }) => previousId === late.id)
    }, 'the word after the press')
    assert.equal((await q.read(late.id)).rating?.score, undefined)
    assert.equal((await q.read(id)).rating?.score, 2)
  })

  test('[COM-51] [QA-01] is not asked for once the module is off', async () => {
    await q.switchQuality(false)
    const { person, id } = await q.answered(q.anna, 'Тихий')
    await q.close(q.anna, id)
    const refused = await q.vera.browser.get('/api/v1/quality/queue')
    assert.equal(refused.json<ApiError>().error.code, 'module-off')
    assert.equal(refused.statusCode, 409)
    await q.switchQuality(true)
    const other = await q.answered(q.anna, 'Громкий')
    await q.close(q.anna, other.id)
    await q.question(other.person)
    assert.ok(!(await person.heard()).includes('Оцените ответ'))
  })
})

test('[COM-50] [QA-02] is asked for as the group of the channel asks, or not at all', async () => {
  const { browser } = q.centre.owner
  const path = '/api/v1/channel-groups'
  const groups = async () => (await browser.get(path)).json<ChannelGroup[]>()
  const [first] = await groups()
  const made = await browser.send('POST', path, { name: 'Магазин' })
  assert.equal(made.statusCode, 201, made.body)
  const group = made.json<ChannelGroup>()
  const again = await browser.send('POST', path, { name: 'магазин' })
  assert.equal(again.json<ApiError>().error.fields?.name?.code, 'name-taken')
  const channelId = q.centre.channel.id
  const edit = async (changes: object, version?: number) => {
    const found = (await groups()).find(({ id }) => id === group.id)
    return browser.send('PATCH', `${path}/${group.id}`, {
      ...{ version: version ?? found?.version },
      ...changes,
    })
  }
  const rating = { isOn: true, question: 'Как вам магазин?', everyHours: 0 }
  const chosen = await edit({ channels: [{ id: channelId, isRated: true }], rating })
  assert.equal(chosen.statusCode, 200, chosen.body)
  const inGroups = async () =>
    (await groups()).map(({ name, channels }) => [
      name,
      channels.some(({ id }) => id === channelId),
    ])
  assert.deepEqual(await inGroups(), [
    [first?.name, false],
    ['Магазин', true],
  ])
  const asked = await q.answered(q.anna, 'Покупатель')
  await q.close(q.anna, asked.id)
  await until(async () => (await asked.person.heard()).includes('Как вам магазин?'), 'its question')

  await edit({ channels: [{ id: channelId, isRated: false }] })
  const quiet = await q.answered(q.anna, 'Неспрошенный')
  await q.close(q.anna, quiet.id)
  const foreign = await edit({ channels: [{ id: group.id, isRated: true }] })
  assert.equal(foreign.statusCode, 422)
  assert.equal((await edit({ rating: { lowScore: 5 } })).statusCode, 422)
  assert.equal((await edit({ name: 'Другой' }, 1)).statusCode, 409)
  assert.equal((await browser.send('DELETE', `${path}/${first?.id}`)).statusCode, 409)
  assert.equal((await browser.send('DELETE', `${path}/${group.id}`)).statusCode, 204)
  assert.deepEqual(await inGroups(), [[first?.name, true]])
  const back = await q.answered(q.anna, 'Вернувшийся')
  const { version } = (await groups())[0]!
  const rated = { version, channels: [{ id: channelId, isRated: true }] }
  await browser.send('PATCH', `${path}/${first?.id}`, rated)
  await q.close(q.anna, back.id)
  await q.question(back.person)
  assert.ok(!(await quiet.person.heard()).some((text) => /Оцените|магазин/.test(text)))
})

describe('[QA-03] an appeal of a mark', () => {
  let id: string
  let heard: string[]
  const appealing = () => `/api/v1/conversations/${id}/rating/appeal`

  test('is made once, by whoever had the conversation, while there is time', async () => {
    const { person, id: rated } = await q.answered(q.anna, 'Недовольный')
    id = rated
    await q.close(q.anna, id)
    await q.press(person, await q.question(person), 0)
    await until(async () => (await person.heard()).at(-1) === 'Учтём', 'the thanks')
    heard = await person.heard()
    assert.equal((await q.news(q.anna)).unseen > 0, true)
    refused(await q.igor.browser.send('POST', appealing(), { text: 'Это я' }), 404)
    refused(await q.anna.browser.send('POST', appealing(), { text: ' ' }), 422)
    const made = await q.anna.browser.send('POST', appealing(), {
      text: 'Оценили доставку, не меня',
    })
    assert.equal(made.statusCode, 201, made.body)
    assert.equal(made.json<RatingView>().appeal?.text, 'Оценили доставку, не меня')
    refused(await q.anna.browser.send('POST', appealing(), { text: 'И ещё' }), 'already-appealed')
    refused(await q.anna.browser.get('/api/v1/quality/appeals'), 403)
    const [found] = (await q.vera.browser.get('/api/v1/quality/appeals')).json<AppealCase[]>()
    assert.equal(found?.kind === 'rating' && found.rating.conversation.id, id)
    assert.equal((await q.news(q.vera)).appeals, 1)

    const { rows } = await q.centre.database.query<{ conversation_id: string }>(
      `update ratings set rated_at = rated_at - interval '15 days'
       where account_id = $1 and score = 2 returning conversation_id`,
      [q.anna.accountId],
    )
    const path = `/api/v1/conversations/${rows[0]?.conversation_id}/rating/appeal`
    const over = refused(await q.anna.browser.send('POST', path, { text: 'Поздно' }), 'appeal-over')
    assert.equal(over.facts?.days, 14)
  })

  test('upheld, takes the mark out of figures; the operator is told, the customer never', async () => {
    await q.centre.database.query(
      `update ratings set rated_at = rated_at + interval '15 days' where account_id = $1 and score = 2`,
      [q.anna.accountId],
    )
    const average = async () => (await q.figures(q.vera)).get(q.anna.operatorId)?.ratingAverage
    assert.equal(await average(), 1.5)
    await q.anna.browser.send('PUT', '/api/v1/quality/ratings/reading')
    assert.equal((await q.news(q.anna)).unseen, 0)
    const decided = { decision: 'upheld', text: 'Отзыв о перевозчике' }
    refused(await q.anna.browser.send('POST', `${appealing()}/decision`, decided), 403)
    refused(
      await q.vera.browser.send('POST', `${appealing()}/decision`, { decision: 'upheld' }),
      422,
    )
    const answer = await q.vera.browser.send('POST', `${appealing()}/decision`, decided)
    assert.equal(answer.statusCode, 201, answer.body)
    assert.equal(answer.json<RatingView>().isCounted, false)
    refused(
      await q.olga.browser.send('POST', `${appealing()}/decision`, decided),
      'already-decided',
    )
    assert.equal(await average(), 2)
    assert.equal((await q.news(q.anna)).unseen, 1)
    const told = (await q.anna.browser.get(`/api/v1/conversations/${id}/rating`)).json<RatingView>()
    assert.equal(told.appeal?.decisionText, 'Отзыв о перевозчике')
    const page = (
      await q.centre.owner.browser.get('/api/v1/audit?subject=rating')
    ).json<AuditPage>()
    assert.deepEqual(
      page.entries.map(({ changes }) => changes[0]?.after),
      ['upheld', 'Оценили доставку, не меня'],
    )
    const person = await q.centre.transcript(id, (all) => all.length > 0)
    assert.ok(!person.some(({ text }) => text.includes('перевозчике')))
    assert.ok(!heard.some((text) => text.includes('апелляц')))
  })
})

describe('what is chosen for review', () => {
  test('low marks at once, others by lot when the week is over; nothing twice, whenever it is drawn', async () => {
    const low = await q.rule({ name: 'Низкие оценки', kind: 'low-rating', lowScore: 2 })
    const chosen = await q.queue(q.vera)
    assert.deepEqual(chosen.samples.map(({ conversation }) => conversation.contactName).sort(), [
      'Сентенция',
    ])
    const random = await q.rule({ name: 'Случайные', kind: 'random', perOperator: 2 })
    assert.equal((await q.queue(q.vera)).total, 1, 'the week is not over')
    for (const name of ['Первый', 'Второй', 'Третий']) {
      const { id } = await q.answered(q.igor, name)
      await q.close(q.igor, id)
    }
    q.centre.moveOn(7 * DAY_MS)
    await q.draw()
    const drawn = await q.queue(q.vera)
    const byLot = drawn.samples.filter(({ reason }) => reason === 'random')
    const of = (member: Member) =>
      byLot.filter(({ operatorId }) => operatorId === member.operatorId).length
    assert.deepEqual([of(q.anna), of(q.igor)], [2, 2])
    // Forgotten and looked through anew, it comes to the same.
    await q.centre.database.query('delete from samples where account_id = $1 and rule_id = $2', [
      ...[q.anna.accountId, random.id],
    ])
    await q.change(random, {})
    const again = (await q.queue(q.vera)).samples.filter(({ reason }) => reason === 'random')
    const ids = (samples: typeof again) => samples.map(({ conversation }) => conversation.id).sort()
    assert.deepEqual(ids(again), ids(byLot))
    await q.draw()
    assert.equal((await q.queue(q.vera)).total, drawn.total)
    await q.change(low, { isOn: false })
  })

  test('a rule says what it lacks, and needs a card and teams that are there', async () => {
    const asked = (given: object) =>
      q.vera.browser.send('POST', '/api/v1/quality/sampling-rules', { ...q.aRule(), ...given })
    for (const [given, field, code] of [
      [{ kind: 'low-rating' }, 'lowScore', 'required'],
      [{ kind: 'long' }, 'leastMessages', 'required'],
      [{ perOperator: 0 }, 'perOperator', 'too-small'],
      [{ scorecardId: randomUUID() }, 'scorecardId', 'not-an-option'],
      [{ teamIds: [randomUUID()] }, 'teamIds.0', 'no-such-team'],
      [{ until: '2000-01-01' }, 'until', 'wrong-dates'],
    ] as const) {
      const { error } = (await asked(given)).json<ApiError>()
      assert.equal(error.fields?.[field]?.code, code, field)
    }
    refused(await q.anna.browser.get('/api/v1/quality/queue'), 403)
  })

  test('a reviewer who sees some teams is given no others', async () => {
    const made = await q.centre.owner.browser.send('POST', '/api/v1/teams', { name: 'Опт' })
    const { id: teamId } = made.json<{ id: string }>()
    const narrow = await q.centre.signUp('quality-reviewer', { accountId: q.anna.accountId })
    const path = `/api/v1/operators/${narrow.operatorId}`
    const changes = { scope: 'team', reviewedTeamIds: [teamId] }
    const edited = await q.centre.owner.browser.send('PATCH', path, changes)
    assert.equal(edited.statusCode, 200, edited.body)
    assert.equal((await q.queue(narrow)).total, 0)
    assert.equal(
      (await narrow.browser.get('/api/v1/quality/appeals?state=decided')).json().length,
      0,
    )
    const ofOpt = (await q.queue(q.vera)).samples.find(
      ({ operatorId }) => operatorId === q.igor.operatorId,
    )
    await q.centre.database.query(
      `update conversations set concerns = concerns || $3::uuid where account_id = $1 and id = $2`,
      [q.anna.accountId, ofOpt?.conversation.id, teamId],
    )
    assert.deepEqual(
      (await q.queue(narrow)).samples.map(({ id }) => id),
      [ofOpt?.id],
    )
  })
})

test('long talks are chosen, and those in which a customer waited until somebody was told', async () => {
  await q.tellOfSilenceAfter(60)
  const long = await q.answered(q.igor, 'Долгий')
  for (const text of ['Когда?', 'Во сколько?']) await long.person.does('text', { text })
  await q.centre.transcript(long.id, (all) => all.some(({ text }) => text === 'Во сколько?'))
  await q.close(q.igor, long.id)
  const late = await q.answered(q.igor, 'Терпеливый')
  await late.person.does('text', { text: 'Вы здесь?' })
  await q.centre.transcript(late.id, (all) => all.some(({ text }) => text === 'Вы здесь?'))
  q.centre.moveOn(61_000)
  await q.centre.transcript(late.id, (all) => all.some((m) => m.system?.code === 'silence-told'))
  await q.close(q.igor, late.id)
  q.centre.moveOn(1000)
  await q.rule({ kind: 'long', leastMessages: 4, perOperator: 50 })
  await q.rule({ kind: 'escalated', perOperator: 50 })
  await q.draw()
  const { samples } = await q.queue(q.vera)
  const chosen = (id: string) => samples.find(({ conversation }) => conversation.id === id)?.reason
  assert.deepEqual([chosen(long.id), chosen(late.id)], ['long', 'escalated'])
})
