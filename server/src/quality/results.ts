import {
  type OperatorQuality,
  type QualityFigures,
  type QualityPeriod,
  shareOf,
} from '@otklik/protocol/reports'

import { visibleTo } from '../access/index.ts'
import type { Queryable } from '../database/index.ts'
import { InvalidFieldsError, NotFoundError } from '../http/index.ts'
import { type Acting, DAY_MS } from './parts.ts'
import { selectRatings, viewRating } from './ratings.ts'
import { type ReviewRow, selectReviews, viewReview } from './reviews.ts'

interface FiguresRow {
  operator_id: string
  reviews: number
  average: string | null
  previous: string | null
  criticals: number
  ratings: number
  rating_average: string | null
  appeals: number
}

/** The days of a period as moments, where the company is, and those of as many days before. */
const days = `select ($2::date)::timestamp at time zone z.zone as begins,
    ($3::date + 1)::timestamp at time zone z.zone as ends,
    ($2::date - ($3::date - $2::date + 1))::timestamp at time zone z.zone as before
  from (select coalesce((select time_zone from schedules where account_id = $1), 'UTC') as zone) z`

/** What the period comes to for each operator of whom the reader sees something. */
export async function listResults(
  database: Queryable,
  caller: Acting,
  { from, until }: QualityPeriod,
  operatorId?: string,
): Promise<QualityFigures[]> {
  refuseWrongPeriod({ from, until })
  const values: unknown[] = [caller.accountId, from, until, operatorId ?? null]
  // One's own work is one's own to see.
  const isSeen = operatorId === caller.operatorId ? 'true' : visibleTo(caller, values)
  const { rows } = await database.query<FiguresRow>(
    `with days as (${days}),
     done as (
       select v.operator_id, v.score, v.is_critical, v.ended_at >= d.begins as is_now,
         v.appeal is not null as is_appealed
       from reviews v cross join days d
       join conversations c on c.account_id = v.account_id and c.id = v.conversation_id
       where v.account_id = $1 and v.is_counted and v.ended_at >= d.before and v.ended_at < d.ends
         and ($4::uuid is null or v.operator_id = $4) and ${isSeen}),
     marks as (
       select v.operator_id, v.score, v.is_counted, v.appeal is not null as is_appealed
       from ratings v cross join days d
       join conversations c on c.account_id = v.account_id and c.id = v.conversation_id
       where v.account_id = $1 and v.score is not null and v.rated_at >= d.begins
         and v.rated_at < d.ends and v.operator_id is not null
         and ($4::uuid is null or v.operator_id = $4) and ${isSeen})
     select o.id as operator_id,
       count(*) filter (where q.is_review and q.is_now)::integer as reviews,
       round(avg(q.score) filter (where q.is_review and q.is_now), 1) as average,
       round(avg(q.score) filter (where q.is_review and not q.is_now), 1) as previous,
       count(*) filter (where q.is_critical and q.is_now)::integer as criticals,
       count(*) filter (where not q.is_review and q.is_counted)::integer as ratings,
       round(avg(q.score) filter (where not q.is_review and q.is_counted), 2) as rating_average,
       count(*) filter (where q.is_appealed and q.is_now)::integer as appeals
     from operators o
     join (
       select operator_id, true as is_review, score, is_critical, is_now, true as is_counted,
         is_appealed from done
       union all
       select operator_id, false, score, false, true, is_counted, is_appealed from marks
     ) q on q.operator_id = o.id
     where o.account_id = $1
     group by o.id, o.name order by o.name, o.id`,
    values,
  )
  return rows.map(viewFigures)
}

function viewFigures(row: FiguresRow): QualityFigures {
  const figure = (value: string | null) => (value === null ? undefined : Number(value))
  const average = figure(row.average)
  const previousAverage = figure(row.previous)
  const ratingAverage = figure(row.rating_average)
  return {
    operatorId: row.operator_id,
    reviews: row.reviews,
    ...(average !== undefined && { average }),
    ...(previousAverage !== undefined && { previousAverage }),
    criticals: row.criticals,
    ratings: row.ratings,
    ...(ratingAverage !== undefined && { ratingAverage }),
    appeals: row.appeals,
  }
}

/** More reviews and marks than these are not shown at once; figures have all of them. */
const MOST_SHOWN = 500

/** One operator, by weeks and criteria: for reviewers, and for the operator. */
export async function readOperator(
  database: Queryable,
  caller: Acting,
  { operatorId, period }: { operatorId: string; period: QualityPeriod },
): Promise<OperatorQuality> {
  const isOwn = operatorId === caller.operatorId
  if (!isOwn && !caller.can('quality.review')) throw new NotFoundError()
  const [figures] = await listResults(database, caller, period, operatorId)
  const values: unknown[] = [caller.accountId, period.from, period.until, operatorId]
  const isSeen = isOwn ? 'true' : visibleTo(caller, values)
  const within = (at: string) => `v.operator_id = $4 and ${isSeen}
    and ${at} >= (select begins from (${days}) d) and ${at} < (select ends from (${days}) d)`
  const reviews = await selectReviews(database, caller.accountId, {
    where: `v.ended_at is not null and not v.is_calibration and ${within('v.ended_at')}`,
    values: values.slice(1),
    rest: `order by v.ended_at desc limit ${MOST_SHOWN}`,
  })
  const ratings = await selectRatings(database, caller.accountId, {
    where: within('v.rated_at'),
    values: values.slice(1),
    rest: `order by v.rated_at desc limit ${MOST_SHOWN}`,
  })
  const counted = reviews.filter(({ is_counted }) => is_counted)
  return {
    figures: figures ?? { operatorId, reviews: 0, criticals: 0, ratings: 0, appeals: 0 },
    weeks: weeksOf(counted),
    criteria: criteriaOf(counted),
    reviews: reviews.map(viewReview),
    ratings: ratings.map(viewRating),
  }
}

function weeksOf(reviews: readonly ReviewRow[]): OperatorQuality['weeks'] {
  const byWeek = Map.groupBy(reviews, ({ ended_at }) => mondayOf(ended_at!))
  return [...byWeek]
    .map(([monday, all]) => ({
      monday,
      reviews: all.length,
      average: mean(all.map(({ score }) => Number(score))),
    }))
    .sort((one, other) => one.monday.localeCompare(other.monday))
}

function mondayOf(at: Date): string {
  const sinceMonday = (at.getUTCDay() + 6) % 7
  return new Date(at.getTime() - sinceMonday * DAY_MS).toISOString().slice(0, 10)
}

/** Of a hundred, by criterion: where somebody is weakest stands first. */
function criteriaOf(reviews: readonly ReviewRow[]): OperatorQuality['criteria'] {
  const found = new Map<string, { title: string; scorecardName: string; shares: number[] }>()
  for (const { sections, answers, scorecard_name } of reviews) {
    for (const { id, title } of sections.flatMap(({ criteria }) => criteria)) {
      const share = shareOf(answers[id]?.value)
      if (share === undefined) continue
      // Reviews come the latest first: the latest wording is the one that stays.
      const known = found.get(id) ?? { title, scorecardName: scorecard_name, shares: [] }
      known.shares.push(100 * share)
      found.set(id, known)
    }
  }
  return [...found]
    .map(([id, { title, scorecardName, shares }]) => ({
      ...{ id, title, scorecardName },
      answers: shares.length,
      average: mean(shares),
    }))
    .sort((one, other) => one.average - other.average || one.title.localeCompare(other.title))
}

const mean = (values: readonly number[]) =>
  Math.round((10 * values.reduce((sum, value) => sum + value, 0)) / values.length) / 10

const MOST_DAYS = 400

function refuseWrongPeriod({ from, until }: QualityPeriod): void {
  if (until < from) throw new InvalidFieldsError({ until: { code: 'wrong-dates' } })
  if (Date.parse(until) - Date.parse(from) > MOST_DAYS * DAY_MS) {
    throw new InvalidFieldsError({
      from: { code: 'too-large-number', facts: { maximum: MOST_DAYS } },
    })
  }
}

/** What somebody has not seen yet of their results, marks and appeals. */
export async function countUnseen(
  database: Queryable,
  { accountId, operatorId }: Pick<Acting, 'accountId' | 'operatorId'>,
): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `select ((select count(*) from reviews where account_id = $1 and operator_id = $2
         and ended_at is not null and not is_calibration and seen_at is null)
       + (select count(*) from ratings where account_id = $1 and operator_id = $2
         and score is not null and seen_at is null))::integer as count`,
    [accountId, operatorId],
  )
  return rows[0]?.count ?? 0
}
