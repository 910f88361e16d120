/** «Контроль качества», through the doors of one company whose customers write in a messenger. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import type { ApiError, Conversation } from '@otklik/protocol'
import type {
  AppealCase,
  Calibration,
  CreateSamplingRuleRequest,
  OperatorQuality,
  QualityFigures,
  QualityNews,
  RatingView,
  Review,
  SampleQueue,
  SamplingRule,
  Scorecard,
} from '@otklik/protocol/reports'
import type { AuditPage, ChannelGroup } from '@otklik/protocol/settings'
import type { LightMyRequestResponse } from 'fastify'

import { type AnyCentre, createAnyCentre, type Member, until } from '../testing/index.ts'

const DAY_MS = 86_400_000
let centre: AnyCentre
let anna: Member
let igor: Member
/** Two who review, and who see everything. */
let vera: Member
let olga: Member
let card: Scorecard
const polite = randomUUID()
const exact = randomUUID()
const honest = randomUUID()

before(async () => {
  centre = await createAnyCentre('telegram')
  const { accountId } = centre.owner
  anna = await centre.signUp('operator', { accountId })
  igor = await centre.signUp('operator', { accountId })
  vera = await centre.signUp('quality-reviewer', { accountId })
  olga = await centre.signUp('quality-reviewer', { accountId })
  await switchQuality(true)
  await ratedBy({ isOn: true, question: 'Оцените ответ', thanks: 'Учтём', everyHours: 0 })
  const made = await vera.browser.send('POST', '/api/v1/quality/scorecards', {
    name: 'Переписка',
    sections: [
      {
        id: randomUUID(),
        title: 'Общение',
        criteria: [criterion(polite, 'Вежливость', { weight: 1 })],
      },
      {
        id: randomUUID(),
        title: 'Суть',
        criteria: [
          criterion(exact, 'Точность', { weight: 3, scale: 'five', mayNotApply: true }),
          criterion(honest, 'Не обещано лишнего', { weight: 1, isCritical: true }),
        ],
      },
    ],
  })
  assert.equal(made.statusCode, 201, made.body)
  card = made.json()
})

describe('a customer’s mark', () => {
  test('[D-28] a sentence is no mark, a button counts once, and one that comes late not at all', async () => {
    const { person, id } = await answered(anna, 'Сентенция')
    await close(anna, id)
    const button = await question(person)
    await person.does('text', { text: 'Всё понравилось, но когда привезут стул?' })
    const next = await until(
      async () => (await centre.conversations()).find(({ previousId }) => previousId === id),
      'another conversation',
    )
    assert.equal(next.lastMessage?.text, 'Всё понравилось, но когда привезут стул?')
    assert.equal((await read(id)).rating?.score, undefined)
    await press(person, button, 1)
    await until(async () => (await read(id)).rating?.score === 2, 'the mark')
    await press(person, button, 4)

    const late = await answered(anna, 'Поздний')
    await close(anna, late.id)
    const lateButton = await question(late.person)
    centre.moveOn(25 * 3_600_000)
    await press(late.person, lateButton, 4)
    // What is said after a press has been read after it.
    await late.person.does('text', { text: 'Ещё вопрос' })
    await until(async () => {
      const all = await centre.conversations()
      return all.some(({ previousId }) => previousId === late.id)
    }, 'the word after the press')
    assert.equal((await read(late.id)).rating?.score, undefined)
    assert.equal((await read(id)).rating?.score, 2)
  })

  test('[COM-51] [QA-01] is not asked for once the module is off', async () => {
    await switchQuality(false)
    const { person, id } = await answered(anna, 'Тихий')
    await close(anna, id)
    const refused = await vera.browser.get('/api/v1/quality/queue')
    assert.equal(refused.json<ApiError>().error.code, 'module-off')
    assert.equal(refused.statusCode, 409)
    await switchQuality(true)
    const other = await answered(anna, 'Громкий')
    await close(anna, other.id)
    await question(other.person)
    assert.ok(!(await person.heard()).includes('Оцените ответ'))
  })
})

describe('[QA-03] an appeal of a mark', () => {
  let id: string
  let heard: string[]
  const appealing = () => `/api/v1/conversations/${id}/rating/appeal`

  test('is made once, by whoever had the conversation, while there is time', async () => {
    const { person, id: rated } = await answered(anna, 'Недовольный')
    id = rated
    await close(anna, id)
    await press(person, await question(person), 0)
    await until(async () => (await person.heard()).at(-1) === 'Учтём', 'the thanks')
    heard = await person.heard()
    assert.equal((await news(anna)).unseen > 0, true)
    refused(await igor.browser.send('POST', appealing(), { text: 'Это я' }), 404)
    refused(await anna.browser.send('POST', appealing(), { text: ' ' }), 422)
    const made = await anna.browser.send('POST', appealing(), { text: 'Оценили доставку, не меня' })
    assert.equal(made.statusCode, 201, made.body)
    assert.equal(made.json<RatingView>().appeal?.text, 'Оценили доставку, не меня')
    refused(await anna.browser.send('POST', appealing(), { text: 'И ещё' }), 'already-appealed')
    refused(await anna.browser.get('/api/v1/quality/appeals'), 403)
    const [found] = (await vera.browser.get('/api/v1/quality/appeals')).json<AppealCase[]>()
    assert.equal(found?.kind === 'rating' && found.rating.conversation.id, id)
    assert.equal((await news(vera)).appeals, 1)

    const { rows } = await centre.database.query<{ conversation_id: string }>(
      `update ratings set rated_at = rated_at - interval '15 days'
       where account_id = $1 and score = 2 returning conversation_id`,
      [anna.accountId],
    )
    const path = `/api/v1/conversations/${rows[0]?.conversation_id}/rating/appeal`
    const over = refused(await anna.browser.send('POST', path, { text: 'Поздно' }), 'appeal-over')
    assert.equal(over.facts?.days, 14)
  })

  test('upheld, takes the mark out of figures; the operator is told, the customer never', async () => {
    await centre.database.query(
      `update ratings set rated_at = rated_at + interval '15 days' where account_id = $1 and score = 2`,
      [anna.accountId],
    )
    const average = async () => (await figures(vera)).get(anna.operatorId)?.ratingAverage
    assert.equal(await average(), 1.5)
    await anna.browser.send('PUT', '/api/v1/quality/ratings/reading')
    assert.equal((await news(anna)).unseen, 0)
    const decided = { decision: 'upheld', text: 'Отзыв о перевозчике' }
    refused(await anna.browser.send('POST', `${appealing()}/decision`, decided), 403)
    refused(await vera.browser.send('POST', `${appealing()}/decision`, { decision: 'upheld' }), 422)
    const answer = await vera.browser.send('POST', `${appealing()}/decision`, decided)
    assert.equal(answer.statusCode, 201, answer.body)
    assert.equal(answer.json<RatingView>().isCounted, false)
    refused(await olga.browser.send('POST', `${appealing()}/decision`, decided), 'already-decided')
    assert.equal(await average(), 2)
    assert.equal((await news(anna)).unseen, 1)
    const told = (await anna.browser.get(`/api/v1/conversations/${id}/rating`)).json<RatingView>()
    assert.equal(told.appeal?.decisionText, 'Отзыв о перевозчике')
    const page = (await centre.owner.browser.get('/api/v1/audit?subject=rating')).json<AuditPage>()
    assert.deepEqual(
      page.entries.map(({ changes }) => changes[0]?.after),
      ['upheld', 'Оценили доставку, не меня'],
    )
    const person = await centre.transcript(id, (all) => all.length > 0)
    assert.ok(!person.some(({ text }) => text.includes('перевозчике')))
    assert.ok(!heard.some((text) => text.includes('апелляц')))
  })
})

describe('what is chosen for review', () => {
  test('low marks at once, others by lot when the week is over; nothing twice, whenever it is drawn', async () => {
    const low = await rule({ name: 'Низкие оценки', kind: 'low-rating', lowScore: 2 })
    const chosen = await queue(vera)
    assert.deepEqual(chosen.samples.map(({ conversation }) => conversation.contactName).sort(), [
      'Сентенция',
    ])
    const random = await rule({ name: 'Случайные', kind: 'random', perOperator: 2 })
    assert.equal((await queue(vera)).total, 1, 'the week is not over')
    for (const name of ['Первый', 'Второй', 'Третий']) {
      const { id } = await answered(igor, name)
      await close(igor, id)
    }
    centre.moveOn(7 * DAY_MS)
    await draw()
    const drawn = await queue(vera)
    const byLot = drawn.samples.filter(({ reason }) => reason === 'random')
    const of = (member: Member) =>
      byLot.filter(({ operatorId }) => operatorId === member.operatorId).length
    assert.deepEqual([of(anna), of(igor)], [2, 2])
    // Forgotten and looked through anew, it comes to the same.
    await centre.database.query('delete from samples where account_id = $1 and rule_id = $2', [
      ...[anna.accountId, random.id],
    ])
    await change(random, {})
    const again = (await queue(vera)).samples.filter(({ reason }) => reason === 'random')
    const ids = (samples: typeof again) => samples.map(({ conversation }) => conversation.id).sort()
    assert.deepEqual(ids(again), ids(byLot))
    await draw()
    assert.equal((await queue(vera)).total, drawn.total)
    await change(low, { isOn: false })
  })

  test('a rule says what it lacks, and needs a card and teams that are there', async () => {
    const asked = (given: object) =>
      vera.browser.send('POST', '/api/v1/quality/sampling-rules', { ...aRule(), ...given })
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
    refused(await anna.browser.get('/api/v1/quality/queue'), 403)
  })

  test('a reviewer who sees some teams is given no others', async () => {
    const made = await centre.owner.browser.send('POST', '/api/v1/teams', { name: 'Опт' })
    const { id: teamId } = made.json<{ id: string }>()
    const narrow = await centre.signUp('quality-reviewer', { accountId: anna.accountId })
    const path = `/api/v1/operators/${narrow.operatorId}`
    const changes = { scope: 'team', reviewedTeamIds: [teamId] }
    const edited = await centre.owner.browser.send('PATCH', path, changes)
    assert.equal(edited.statusCode, 200, edited.body)
    assert.equal((await queue(narrow)).total, 0)
    assert.equal(
      (await narrow.browser.get('/api/v1/quality/appeals?state=decided')).json().length,
      0,
    )
    const ofOpt = (await queue(vera)).samples.find(
      ({ operatorId }) => operatorId === igor.operatorId,
    )
    await centre.database.query(
      `update conversations set concerns = concerns || $3::uuid where account_id = $1 and id = $2`,
      [anna.accountId, ofOpt?.conversation.id, teamId],
    )
    assert.deepEqual(
      (await queue(narrow)).samples.map(({ id }) => id),
      [ofOpt?.id],
    )
  })
})

describe('a review', () => {
  let done: Review
  const path = () => `/api/v1/quality/reviews/${done.id}`

  test('is one reviewer’s, lacks nothing when it ends, and keeps its card', async () => {
    const { samples } = await queue(vera)
    const sample = samples.find(({ operatorId }) => operatorId === igor.operatorId)!
    const begun = await begin(vera, sample.id)
    assert.equal(begun.statusCode, 201, begun.body)
    done = begun.json()
    assert.equal((await begin(vera, sample.id)).json<Review>().id, done.id)
    refused(await begin(olga, sample.id), 'review-taken')
    assert.ok(!(await queue(olga)).samples.some(({ id }) => id === sample.id))
    refused(await igor.browser.get(path()), 404)

    const [message] = await centre.transcript(done.conversation.id, (all) => all.length > 1)
    const answers = {
      [polite]: { value: 'yes', comment: 'По имени', messageId: message!.id },
      [exact]: { value: 4 },
    }
    const kept = await write(vera, { answers })
    assert.equal(kept.statusCode, 200, kept.body)
    assert.equal(kept.json<Review>().score, undefined)
    refused(await write(vera, { answers }), 'changed-meanwhile')
    done = kept.json()
    const lacking = await complete(vera, { answers })
    assert.deepEqual(Object.keys(lacking.json<ApiError>().error.fields ?? {}), [
      `answers.${honest}`,
    ])
    for (const strange of [
      { [polite]: { value: 5 } },
      { [polite]: { value: 'na' } },
      { [randomUUID()]: { value: 'yes' } },
      { [polite]: { value: 'yes', messageId: randomUUID() } },
    ]) {
      refused(await write(vera, { answers: strange }), 422)
    }
    const renamed = {
      version: card.version,
      sections: card.sections.map((section) => ({ ...section, title: `${section.title} 2` })),
    }
    const edited = await vera.browser.send(
      'PATCH',
      `/api/v1/quality/scorecards/${card.id}`,
      renamed,
    )
    assert.equal(edited.json<Scorecard>().edition, 2)
    const ended = await complete(vera, { answers: { ...answers, [honest]: { value: 'yes' } } })
    assert.equal(ended.statusCode, 200, ended.body)
    done = ended.json()
    // (1·1 + 3·0,8 + 1·1) ÷ 5
    assert.equal(done.score, 88)
    assert.equal(done.scorecard.sections[0]?.title, 'Общение')
    refused(await write(vera, { answers }), 'review-over')
  })

  test('is read by its operator, who answers and appeals it; upheld, it counts no more', async () => {
    assert.equal((await news(igor)).unseen, 1)
    assert.equal((await igor.browser.get(path())).json<Review>().score, 88)
    refused(await anna.browser.get(path()), 404)
    await igor.browser.send('PUT', `${path()}/reading`)
    assert.equal((await news(igor)).unseen, 0)
    await igor.browser.send('PUT', `${path()}/reply`, { text: 'Спасибо, учту' })
    assert.equal((await figures(vera)).get(igor.operatorId)?.average, 88)
    const own = await operatorOf(igor, igor)
    assert.deepEqual(
      own.criteria.map(({ title, average }) => [title, average]),
      [
        ['Точность', 80],
        ['Вежливость', 100],
        ['Не обещано лишнего', 100],
      ],
    )
    assert.equal((await igor.browser.get(results(anna))).statusCode, 404)
    const appealed = await igor.browser.send('POST', `${path()}/appeal`, { text: 'Склад не знал' })
    assert.equal(appealed.json<Review>().reply?.text, 'Спасибо, учту')
    const decision = { decision: 'upheld', text: 'Верно' }
    const decided = await olga.browser.send('POST', `${path()}/appeal/decision`, decision)
    assert.equal(decided.statusCode, 201, decided.body)
    assert.equal((await figures(vera)).get(igor.operatorId)?.average, undefined)
    assert.equal((await news(igor)).unseen, 1)
  })

  test('comes to nothing where a critical criterion is not met', async () => {
    const { samples } = await queue(vera)
    const sample = samples.find(({ operatorId }) => operatorId === anna.operatorId)!
    done = (await begin(vera, sample.id)).json()
    const na = { value: 'na' as const }
    const answers = { [polite]: { value: 'yes' }, [exact]: na, [honest]: { value: 'no' } }
    const { score, isCritical } = (await complete(vera, { answers })).json<Review>()
    assert.deepEqual([score, isCritical], [0, true])
    // A draft that is dropped goes back to the queue; what is done is not.
    refused(await vera.browser.send('DELETE', path()), 'review-over')
    const { samples: left } = await queue(vera)
    const draft = (await begin(vera, left[0]!.id)).json<Review>()
    await vera.browser.send('DELETE', `/api/v1/quality/reviews/${draft.id}`)
    assert.ok((await queue(olga)).samples.some(({ id }) => id === left[0]!.id))
  })

  test('of a calibration is blind until both have ended, and is nobody’s result', async () => {
    const { samples } = await queue(vera)
    const [{ conversation }] = samples as [(typeof samples)[0]]
    const start = (reviewerIds: string[]) =>
      vera.browser.send('POST', '/api/v1/quality/calibrations', {
        ...{ conversationId: conversation.id, scorecardId: card.id, reviewerIds },
      })
    refused(await start([vera.operatorId, vera.operatorId]), 422)
    refused(await start([vera.operatorId, igor.operatorId]), 422)
    const started = await start([vera.operatorId, olga.operatorId])
    assert.equal(started.statusCode, 201, started.body)
    const { sampleId } = started.json<Calibration>()
    const before = await figures(vera)
    const compared = async () =>
      (await olga.browser.get(`/api/v1/quality/calibrations/${sampleId}`)).json<Calibration>()
    const review = async (member: Member, value: number) => {
      done = (await begin(member, sampleId)).json()
      const answers = { [polite]: { value: 'yes' }, [exact]: { value }, [honest]: { value: 'yes' } }
      assert.equal((await complete(member, { answers })).statusCode, 200)
      return done.id
    }
    const first = await review(vera, 5)
    refused(await olga.browser.get(`/api/v1/quality/reviews/${first}`), 404)
    const blind = await compared()
    assert.deepEqual(blind.reviewers, [
      { operatorId: vera.operatorId, isDone: true },
      { operatorId: olga.operatorId, isDone: false },
    ])
    const second = await review(olga, 2)
    const { agreement, reviewers } = await compared()
    assert.equal(agreement, 67)
    assert.deepEqual(
      reviewers.map((each) => each.review?.answers[exact]?.value),
      [5, 2],
    )
    for (const id of [first, second]) {
      refused(await igor.browser.get(`/api/v1/quality/reviews/${id}`), 404)
    }
    assert.deepEqual(await figures(vera), before)
    // Neither is given it again.
    assert.ok(!(await queue(vera)).samples.some((each) => each.conversation.id === conversation.id))
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

function criterion(id: string, title: string, more: object) {
  const usual = { scale: 'yes-no', isCritical: false, mayNotApply: false }
  return { id, title, ...usual, ...more }
}

const aRule = (): CreateSamplingRuleRequest => ({
  ...{ name: 'Правило', isOn: true, kind: 'random', scorecardId: card.id, perOperator: 5 },
  from: new Date(centre.clock.now().getTime() - 8 * DAY_MS).toISOString().slice(0, 10),
})

async function rule(given: Partial<CreateSamplingRuleRequest>): Promise<SamplingRule> {
  const body = { ...aRule(), ...given }
  const made = await vera.browser.send('POST', '/api/v1/quality/sampling-rules', body)
  assert.equal(made.statusCode, 201, made.body)
  return made.json()
}

async function change({ id, ...fields }: SamplingRule, changes: object): Promise<void> {
  const path = `/api/v1/quality/sampling-rules/${id}`
  const answer = await vera.browser.send('PUT', path, { ...fields, ...changes })
  assert.equal(answer.statusCode, 200, answer.body)
}

const draw = () => vera.browser.send('POST', '/api/v1/quality/draws')
const queue = async ({ browser }: Member) =>
  (await browser.get('/api/v1/quality/queue')).json<SampleQueue>()
const news = async ({ browser }: Member) =>
  (await browser.get('/api/v1/quality/news')).json<QualityNews>()
const read = async (id: string) =>
  (await centre.owner.browser.get(`/api/v1/conversations/${id}`)).json<Conversation>()

function period(): string {
  const day = (ms: number) => new Date(centre.clock.now().getTime() + ms).toISOString().slice(0, 10)
  return `from=${day(-20 * DAY_MS)}&until=${day(DAY_MS)}`
}
const results = ({ operatorId }: Member) => `/api/v1/quality/results/${operatorId}?${period()}`
async function figures({ browser }: Member): Promise<Map<string, QualityFigures>> {
  const answer = await browser.get(`/api/v1/quality/results?${period()}`)
  assert.equal(answer.statusCode, 200, answer.body)
  return new Map(answer.json<QualityFigures[]>().map((each) => [each.operatorId, each]))
}
const operatorOf = async ({ browser }: Member, of: Member) =>
  (await browser.get(results(of))).json<OperatorQuality>()

function refused(answer: LightMyRequestResponse, why: number | string) {
  const { error } = answer.json<ApiError>()
  if (typeof why === 'number') assert.equal(answer.statusCode, why, answer.body)
  else assert.equal(error.code, why, answer.body)
  return error
}

async function switchQuality(isOn: boolean): Promise<void> {
  await centre.owner.browser.send('PUT', '/api/v1/modules/quality', { isOn })
}

async function ratedBy(rating: object): Promise<void> {
  const { browser } = centre.owner
  const [group] = (await browser.get('/api/v1/channel-groups')).json<[ChannelGroup]>()
  const path = `/api/v1/channel-groups/${group.id}`
  const answer = await browser.send('PATCH', path, { version: group.version, rating })
  assert.equal(answer.statusCode, 200, answer.body)
}

type Someone = Awaited<ReturnType<AnyCentre['person']>>

/** A customer writes, and a member takes it and answers. */
async function answered(member: Member, name: string) {
  const person = await centre.person(name)
  await person.does('text', { text: 'Где мой заказ?' })
  const { id } = await centre.conversationOf(name)
  const path = `/api/v1/conversations/${id}`
  await member.browser.send('POST', `${path}/assignment`)
  const said = { clientId: randomUUID(), kind: 'message', text: 'Уже везём' }
  const answer = await member.browser.send('POST', `${path}/messages`, said)
  assert.equal(answer.statusCode, 201, answer.body)
  return { person, id }
}

async function close(member: Member, id: string): Promise<void> {
  await member.browser.send('POST', `/api/v1/conversations/${id}/closure`)
  centre.moveOn(8000)
  await until(async () => (await read(id)).status === 'closed', 'the close')
}

/** The question as the phone shows it; gives the message whose buttons are pressed. */
const question = (person: Someone) =>
  until(async () => {
    const found = (await person.chat()).find(({ text }) => text === 'Оцените ответ')
    return found && Number(found.id)
  }, 'the question')

const press = (person: Someone, messageId: number, column: number) =>
  person.does('press', { messageId, row: 0, column })
