import type { CriterionAnswer, Sample, Scorecard } from '@otklik/protocol/reports'
import { v7 as newId } from 'uuid'

import { editGroup } from '../../channel-groups/index.ts'
import type { Database } from '../../database/index.ts'
import { Refusal } from '../../http/index.ts'
import type { Hints } from '../../lib/hints.ts'
import {
  type Acting,
  beginReview,
  completeReview,
  createRule,
  createScorecard,
  drawNow,
  listQueue,
  listScorecards,
  makeAppeal,
} from '../../quality/index.ts'
import type { Roster } from './roster.ts'

interface World {
  database: Database
  hints: Hints
}

const DAY_MS = 86_400_000

/** Customers are asked for a mark after each close, from before the shop's days on. */
export async function askForMarks({ database }: World, { accountId }: Roster): Promise<void> {
  const { rows } = await database.query<{ id: string; version: number }>(
    'select id, version from channel_groups where account_id = $1 and is_first and not is_rated',
    [accountId],
  )
  const [group] = rows
  if (!group) return
  await database.transaction((client) =>
    editGroup(
      client,
      { author: { accountId }, groupId: group.id },
      { version: group.version, rating: { isOn: true } },
    ),
  )
}

const sections = () => [
  section('Общение', [
    criterion('Приветствие и имя клиента', { weight: 1 }),
    criterion('Вежливый тон', { weight: 2 }),
    criterion('Ясный ответ без лишних вопросов', { weight: 3, scale: 'five' }),
  ]),
  section('Решение', [
    criterion('Вопрос решён', { weight: 3, scale: 'five' }),
    criterion('Сроки и цены названы верно', { weight: 2, isCritical: true, mayNotApply: true }),
    criterion('Тематика выбрана', { weight: 1 }),
  ]),
]

const section = (title: string, criteria: ReturnType<typeof criterion>[]) => ({
  ...{ id: newId(), title, criteria },
})

const criterion = (title: string, more: { weight: number } & Partial<Usual>) => ({
  ...{ id: newId(), title, help: '', scale: 'yes-no' as const },
  ...{ isCritical: false, mayNotApply: false, ...more },
})

interface Usual {
  scale: 'yes-no' | 'five'
  isCritical: boolean
  mayNotApply: boolean
}

/** What Vera has reviewed so far, so many days ago: whose work, her answers in the card's order. */
const reviewed: readonly [
  daysAgo: number,
  who: string,
  summary: string,
  ...values: CriterionAnswer['value'][],
][] = [
  [5, 'Анна', 'Помогли быстро, имя клиента лучше назвать сразу', 'no', 'yes', 5, 5, 'yes', 'yes'],
  [4, 'Дмитрий', 'Коротко и по делу', 'yes', 'yes', 4, 5, 'yes', 'yes'],
  [3, 'Елена', 'Срок назван не сразу', 'yes', 'yes', 3, 4, 'na', 'yes'],
  [0, 'Анна', 'Ответ верный, но пришёл поздно', 'yes', 'yes', 4, 3, 'yes', 'yes'],
  [0, 'Тимур', 'Условия названы не полностью', 'yes', 'yes', 3, 3, 'no', 'yes'],
]

/**
 * «Контроль качества» at work: a card, what is chosen, some of Vera's reviews and an appeal that waits
 * for her; through the same doors as everything else.
 */
export async function reviewPast(world: World, roster: Roster, before: Date): Promise<void> {
  const { database } = world
  const { accountId } = roster
  if ((await listScorecards(database, accountId)).length > 0) return
  const vera = await findReviewer(database, accountId)
  if (!vera) return
  const card = await makeCard(database, vera, before)
  for (const [daysAgo, who, summary, ...values] of reviewed) {
    const now = new Date(before.getTime() - daysAgo * DAY_MS - 60_000)
    await drawNow({ ...world, clock: { now: () => now } }, accountId)
    const { samples } = await listQueue(database, vera)
    const sample = samples.find(({ operatorId }) => operatorId === roster.operator(who).id)
    if (sample) await write(database, vera, { sample, card, values, summary, now })
  }
  await appealMark(database, roster, before)
}

async function makeCard(database: Database, vera: Acting, before: Date): Promise<Scorecard> {
  const card = await database.transaction((client) =>
    createScorecard(client, vera, { name: 'Переписка с клиентом', sections: sections() }),
  )
  const from = new Date(before.getTime() - 21 * DAY_MS).toISOString().slice(0, 10)
  const usual = { isOn: true, scorecardId: card.id, from }
  await database.transaction((client) =>
    createRule(client, vera, {
      ...usual,
      ...{ name: 'Низкие оценки', kind: 'low-rating', lowScore: 2, perOperator: 5 },
    }),
  )
  await database.transaction((client) =>
    createRule(client, vera, {
      ...usual,
      ...{ name: 'Случайные, еженедельно', kind: 'random', perOperator: 2 },
    }),
  )
  return card
}

interface Written {
  sample: Sample
  card: Scorecard
  values: readonly CriterionAnswer['value'][]
  summary: string
  now: Date
}

async function write(database: Database, vera: Acting, written: Written): Promise<void> {
  const { sample, card, values, summary, now } = written
  const criteria = card.sections.flatMap((each) => each.criteria)
  const answers = Object.fromEntries(
    criteria.map(({ id }, index) => [id, { value: values[index] ?? ('yes' as const) }]),
  )
  await database.transaction(async (client) => {
    const { id, version } = await beginReview(client, vera, { sampleId: sample.id, now })
    await completeReview(client, vera, { id, writing: { version, answers, summary }, now })
  })
}

/** Elena was marked for what an assembler did. */
async function appealMark(database: Database, roster: Roster, before: Date): Promise<void> {
  const { accountId } = roster
  const { id: operatorId } = roster.operator('Елена')
  const { rows } = await database.query<{ id: string }>(
    `select conversation_id as id from ratings
     where account_id = $1 and operator_id = $2 and score <= 2 and appeal is null`,
    [accountId, operatorId],
  )
  const [rated] = rows
  if (!rated) return
  const elena: Acting = { accountId, operatorId, scope: 'all', seesOf: [], can: () => false }
  const of = { kind: 'rating', id: rated.id } as const
  const text = 'Клиент оценил опоздание сборщика, а не переписку. Я ответила сразу'
  try {
    await database.transaction((client) =>
      makeAppeal(client, elena, { of, text, now: new Date(before.getTime() - 60_000) }),
    )
  } catch (error) {
    // The days were told so long ago that there is no time left for it.
    if (!(error instanceof Refusal)) throw error
  }
}

async function findReviewer(database: Database, accountId: string): Promise<Acting | undefined> {
  const { rows } = await database.query<{ id: string }>(
    `select o.id from operators o
     join memberships m on m.account_id = o.account_id and m.user_id = o.user_id
     where o.account_id = $1 and m.role = 'quality-reviewer' and m.disabled_at is null
     order by o.name limit 1`,
    [accountId],
  )
  const operatorId = rows[0]?.id
  return operatorId
    ? { accountId, operatorId, scope: 'all', seesOf: [], can: () => true }
    : undefined
}
