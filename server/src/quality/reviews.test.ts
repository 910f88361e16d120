import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import type { ApiError } from '@otklik/protocol'
import type { Calibration, Review, Scorecard } from '@otklik/protocol/reports'

import { type Member, openQuality, type Quality, refused } from '../testing/index.ts'

const DAY_MS = 86_400_000
let q: Quality
/** Each of two operators has had two talks, and all four are to be reviewed. */
before(async () => {
  q = await openQuality()
  for (const [name, member] of [
    ['Первый', q.anna],
    ['Второй', q.igor],
    ['Третий', q.anna],
    ['Четвёртый', q.igor],
  ] as const) {
    const { id } = await q.answered(member, name)
    await q.close(member, id)
  }
  await q.rule({ name: 'Случайные', kind: 'random', perOperator: 2 })
  q.centre.moveOn(7 * DAY_MS)
  await q.draw()
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
