import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { ApiError, Conversation, Team } from '@otklik/protocol'
import type {
  CreateSamplingRuleRequest,
  OperatorQuality,
  QualityFigures,
  QualityNews,
  SampleQueue,
  SamplingRule,
  Scorecard,
} from '@otklik/protocol/reports'
import type { ChannelGroup } from '@otklik/protocol/settings'
import type { LightMyRequestResponse } from 'fastify'

import { type AnyCentre, createAnyCentre } from './any-centre.ts'
import type { Member } from './app.ts'
import { until } from './until.ts'

const DAY_MS = 86_400_000

export type Quality = Awaited<ReturnType<typeof openQuality>>

/** A company with «Контроль качества» on: two who answer, two who review, and a scorecard. */
export async function openQuality() {
  const polite = randomUUID()
  const exact = randomUUID()
  const honest = randomUUID()

  const centre = await createAnyCentre('telegram')
  const { accountId } = centre.owner
  const anna = await centre.signUp('operator', { accountId })
  const igor = await centre.signUp('operator', { accountId })
  const vera = await centre.signUp('quality-reviewer', { accountId })
  const olga = await centre.signUp('quality-reviewer', { accountId })

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
    const day = (ms: number) =>
      new Date(centre.clock.now().getTime() + ms).toISOString().slice(0, 10)
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

  async function switchQuality(isOn: boolean): Promise<void> {
    await centre.owner.browser.send('PUT', '/api/v1/modules/quality', { isOn })
  }

  /** Somebody is told where a customer has waited for so long. */
  async function tellOfSilenceAfter(silenceS: number): Promise<void> {
    const { browser } = centre.owner
    for (const { id, version } of (await browser.get('/api/v1/teams')).json<Team[]>()) {
      await browser.send('PATCH', `/api/v1/teams/${id}`, { version, settings: { silenceS } })
    }
  }

  async function ratedBy(rating: object): Promise<void> {
    const { browser } = centre.owner
    const [group] = (await browser.get('/api/v1/channel-groups')).json<[ChannelGroup]>()
    const path = `/api/v1/channel-groups/${group.id}`
    const answer = await browser.send('PATCH', path, { version: group.version, rating })
    assert.equal(answer.statusCode, 200, answer.body)
  }

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
  const card = made.json<Scorecard>()
  return {
    ...{ centre, anna, igor, vera, olga, card, polite, exact, honest },
    ...{ rule, change, period, figures, switchQuality, ratedBy, answered, close, aRule, draw },
    ...{ tellOfSilenceAfter },
    ...{ queue, news, read, results, operatorOf, question, press },
  }
}

function criterion(id: string, title: string, more: object) {
  const usual = { scale: 'yes-no', isCritical: false, mayNotApply: false }
  return { id, title, ...usual, ...more }
}

type Someone = Awaited<ReturnType<AnyCentre['person']>>

/** The question as the phone shows it; gives the message whose buttons are pressed. */
const question = (person: Someone) =>
  until(async () => {
    const found = (await person.chat()).find(({ text }) => text === 'Оцените ответ')
    return found && Number(found.id)
  }, 'the question')

const press = (person: Someone, messageId: number, column: number) =>
  person.does('press', { messageId, row: 0, column })

/** Why it was refused: by its status or its code. */
export function refused(answer: LightMyRequestResponse, why: number | string) {
  const { error } = answer.json<ApiError>()
  if (typeof why === 'number') assert.equal(answer.statusCode, why, answer.body)
  else assert.equal(error.code, why, answer.body)
  return error
}
