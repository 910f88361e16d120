/** «Контроль качества», through the doors of one company whose customers write in a messenger. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import type { ApiError } from '@otklik/protocol'
import type {
  AppealCase,
  Calibration,
  RatingView,
  Review,
  Scorecard,
} from '@otklik/protocol/reports'
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

describe('a review', () => {
  let done: Review
  const path = () => `/api/v1/quality/reviews/${done.id}`

  test('is one reviewer’s, lacks nothing when it ends, and keeps its card', async () => {
    const { samples } = await q.queue(q.vera)
    const sample = samples.find(({ operatorId }) => operatorId === q.igor.operatorId)!
    const begun = await begin(q.vera, sample.id)
    assert.equal(begun.statusCode, 201, begun.body)
    done = begun.json()
    assert.equal((await begin(q.vera, sample.id)).json<Review>().id, done.id)
    refused(await begin(q.olga, sample.id), 'review-taken')
    assert.ok(!(await q.queue(q.olga)).samples.some(({ id }) => id === sample.id))
    refused(await q.igor.browser.get(path()), 404)

    const [message] = await q.centre.transcript(done.conversation.id, (all) => all.length > 1)
    const answers = {
      [q.polite]: { value: 'yes', comment: 'По имени', messageId: message!.id },
      [q.exact]: { value: 4 },
    }
    const kept = await write(q.vera, { answers })
    assert.equal(kept.statusCode, 200, kept.body)
    assert.equal(kept.json<Review>().score, undefined)
    refused(await write(q.vera, { answers }), 'changed-meanwhile')
    done = kept.json()
    const lacking = await complete(q.vera, { answers })
    assert.deepEqual(Object.keys(lacking.json<ApiError>().error.fields ?? {}), [
      `answers.${q.honest}`,
    ])
    for (const strange of [
      { [q.polite]: { value: 5 } },
      { [q.polite]: { value: 'na' } },
      { [randomUUID()]: { value: 'yes' } },
      { [q.polite]: { value: 'yes', messageId: randomUUID() } },
    ]) {
      refused(await write(q.vera, { answers: strange }), 422)
    }
    const renamed = {
      version: q.card.version,
      sections: q.card.sections.map((section) => ({ ...section, title: `${section.title} 2` })),
    }
    const edited = await q.vera.browser.send(
      'PATCH',
      `/api/v1/quality/scorecards/${q.card.id}`,
      renamed,
    )
    assert.equal(edited.json<Scorecard>().edition, 2)
    const ended = await complete(q.vera, { answers: { ...answers, [q.honest]: { value: 'yes' } } })
    assert.equal(ended.statusCode, 200, ended.body)
    done = ended.json()
    // (1·1 + 3·0,8 + 1·1) ÷ 5
    assert.equal(done.score, 88)
    assert.equal(done.scorecard.sections[0]?.title, 'Общение')
    refused(await write(q.vera, { answers }), 'review-over')
  })

  test('is read by its operator, who answers and appeals it; upheld, it counts no more', async () => {
    assert.equal((await q.news(q.igor)).unseen, 1)
    assert.equal((await q.igor.browser.get(path())).json<Review>().score, 88)
    refused(await q.anna.browser.get(path()), 404)
    await q.igor.browser.send('PUT', `${path()}/reading`)
    assert.equal((await q.news(q.igor)).unseen, 0)
    await q.igor.browser.send('PUT', `${path()}/reply`, { text: 'Спасибо, учту' })
    assert.equal((await q.figures(q.vera)).get(q.igor.operatorId)?.average, 88)
    const own = await q.operatorOf(q.igor, q.igor)
    assert.deepEqual(
      own.criteria.map(({ title, average }) => [title, average]),
      [
        ['Точность', 80],
        ['Вежливость', 100],
        ['Не обещано лишнего', 100],
      ],
    )
    assert.equal((await q.igor.browser.get(q.results(q.anna))).statusCode, 404)
    const appealed = await q.igor.browser.send('POST', `${path()}/appeal`, {
      text: 'Склад не знал',
    })
    assert.equal(appealed.json<Review>().reply?.text, 'Спасибо, учту')
    const decision = { decision: 'upheld', text: 'Верно' }
    const decided = await q.olga.browser.send('POST', `${path()}/appeal/decision`, decision)
    assert.equal(decided.statusCode, 201, decided.body)
    assert.equal((await q.figures(q.vera)).get(q.igor.operatorId)?.average, undefined)
    assert.equal((await q.news(q.igor)).unseen, 1)
  })

  test('comes to nothing where a critical criterion is not met', async () => {
    const { samples } = await q.queue(q.vera)
    const sample = samples.find(({ operatorId }) => operatorId === q.anna.operatorId)!
    done = (await begin(q.vera, sample.id)).json()
    const na = { value: 'na' as const }
    const answers = { [q.polite]: { value: 'yes' }, [q.exact]: na, [q.honest]: { value: 'no' } }
    const { score, isCritical } = (await complete(q.vera, { answers })).json<Review>()
    assert.deepEqual([score, isCritical], [0, true])
    // A draft that is dropped goes back to the queue; what is done is not.
    refused(await q.vera.browser.send('DELETE', path()), 'review-over')
    const { samples: left } = await q.queue(q.vera)
    const draft = (await begin(q.vera, left[0]!.id)).json<Review>()
    await q.vera.browser.send('DELETE', `/api/v1/quality/reviews/${draft.id}`)
    assert.ok((await q.queue(q.olga)).samples.some(({ id }) => id === left[0]!.id))
  })

  test('of a calibration is blind until both have ended, and is nobody’s result', async () => {
    const { samples } = await q.queue(q.vera)
    const [{ conversation }] = samples as [(typeof samples)[0]]
    const start = (reviewerIds: string[]) =>
      q.vera.browser.send('POST', '/api/v1/quality/calibrations', {
        ...{ conversationId: conversation.id, scorecardId: q.card.id, reviewerIds },
      })
    refused(await start([q.vera.operatorId, q.vera.operatorId]), 422)
    refused(await start([q.vera.operatorId, q.igor.operatorId]), 422)
    const started = await start([q.vera.operatorId, q.olga.operatorId])
    assert.equal(started.statusCode, 201, started.body)
    const { sampleId } = started.json<Calibration>()
    const before = await q.figures(q.vera)
    const compared = async () =>
      (await q.olga.browser.get(`/api/v1/quality/calibrations/${sampleId}`)).json<Calibration>()
    const review = async (member: Member, value: number) => {
      done = (await begin(member, sampleId)).json()
      const answers = {
        [q.polite]: { value: 'yes' },
        [q.exact]: { value },
        [q.honest]: { value: 'yes' },
      }
      assert.equal((await complete(member, { answers })).statusCode, 200)
      return done.id
    }
    const first = await review(q.vera, 5)
    refused(await q.olga.browser.get(`/api/v1/quality/reviews/${first}`), 404)
    const blind = await compared()
    assert.deepEqual(blind.reviewers, [
      { operatorId: q.vera.operatorId, isDone: true },
      { operatorId: q.olga.operatorId, isDone: false },
    ])
    const second = await review(q.olga, 2)
    const { agreement, reviewers } = await compared()
    assert.equal(agreement, 67)
    assert.deepEqual(
      reviewers.map((each) => each.review?.answers[q.exact]?.value),
      [5, 2],
    )
    for (const id of [first, second]) {
      refused(await q.igor.browser.get(`/api/v1/quality/reviews/${id}`), 404)
    }
    assert.deepEqual(await q.figures(q.vera), before)
    // Neither is given it again.
    assert.ok(
      !(await q.queue(q.vera)).samples.some((each) => each.conversation.id === conversation.id),
    )
  })

  const begin = (member: Member, sampleId: string) =>
    member.browser.send('POST', '/api/v1/quality/reviews', { sampleId })
  const write = (member: Member, { answers }: { answers: object }) =>
    member.browser.send('PATCH', path(), { version: done.version, answers, summary: '' })
  const complete = (member: Member, { answers }: { answers: object }) => {
    const body = { version: done.version, answers, summary: 'Хорошо' }
    return member.browser.send('POST', `${path()}/completion`, body)
  }
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
