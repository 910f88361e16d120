import type { OperatorQuality, RatingView, Review } from '@otklik/protocol/reports'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'

import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useCompanyDate, useSession } from '../session/index.ts'
import { Block } from '../settings-shell/index.ts'
import { markRatingsRead, operatorQuery } from './api/quality.ts'
import { AppealButton } from './appeal-button.tsx'
import { AppealState } from './appeal-state.tsx'
import { AskView } from './ask-view.tsx'
import styles from './operator-results.module.css'
import { PeriodChoice } from './period-choice.tsx'
import { periodOf } from './quality-search.ts'
import tables from './tables.module.css'
import { Trend } from './trend.tsx'
import { useNames } from './use-names.ts'

interface OperatorResultsProps {
  operatorId: string
  hasWayBack?: boolean
}

/** One operator: figures, weeks, criteria, reviews and marks; for reviewers and for the operator. */
export function OperatorResults({ operatorId, hasWayBack = false }: OperatorResultsProps) {
  const { words, operator } = useNames()
  const { days = 30 } = useSearch({ from: '/signed-in/quality/' })
  const asked = useQuery(operatorQuery(operatorId, periodOf(days, useCompanyDate())))
  return (
    <>
      <div className={tables.bar}>
        {hasWayBack ? (
          <Link
            to="/quality"
            search={({ operator: _operator, ...search }) => search}
            className={styles.back}
            activeProps={{}}
          >
            <Icon name="chevronLeft" />
            {words.results.toAll}
          </Link>
        ) : null}
        <h2 className={`${tables.grow} ${styles.who}`}>{hasWayBack ? operator(operatorId) : ''}</h2>
        <PeriodChoice />
      </div>
      <AskView of={asked}>{(results) => <Results results={results} />}</AskView>
    </>
  )
}

function Results({ results }: { results: OperatorQuality }) {
  const isMine = useSession().operator.id === results.figures.operatorId
  const hasNews = isMine && results.ratings.some(({ seenAt }) => !seenAt)
  useEffect(() => {
    if (hasNews) void markRatingsRead().catch(() => undefined)
  }, [hasNews])
  return (
    <div className={styles.stack}>
      <Figures results={results} />
      <div className={styles.pair}>
        <Weeks weeks={results.weeks} />
        <Criteria criteria={results.criteria} />
      </div>
      <Reviews reviews={results.reviews} isMine={isMine} />
      <Ratings ratings={results.ratings} isMine={isMine} />
    </div>
  )
}

function Figures({ results: { figures } }: { results: OperatorQuality }) {
  const { words, formats } = useNames()
  const { columns } = words.results
  const number = (value: number | undefined) => (value === undefined ? '—' : formats.number(value))
  return (
    <dl className={styles.figures}>
      <div className={styles.figure}>
        <dt>{columns.average}</dt>
        <dd>{number(figures.average)}</dd>
        <dd className={styles.aside}>
          {figures.previousAverage === undefined ? null : <Trend figures={figures} />}
        </dd>
      </div>
      <div className={styles.figure}>
        <dt>{columns.reviews}</dt>
        <dd>{formats.number(figures.reviews)}</dd>
      </div>
      <div className={styles.figure}>
        <dt>{columns.criticals}</dt>
        <dd data-over={figures.criticals > 0 || undefined}>{formats.number(figures.criticals)}</dd>
      </div>
      <div className={styles.figure}>
        <dt>{columns.rating}</dt>
        <dd>{number(figures.ratingAverage)}</dd>
      </div>
      <div className={styles.figure}>
        <dt>{columns.ratings}</dt>
        <dd>{formats.number(figures.ratings)}</dd>
      </div>
    </dl>
  )
}

/** The trend; a bar says its number too, so nothing hangs on seeing it. */
function Weeks({ weeks }: Pick<OperatorQuality, 'weeks'>) {
  const { words, percent, day } = useNames()
  return (
    <Block title={words.results.weeks}>
      {weeks.length === 0 ? (
        <p className={tables.quiet}>{words.results.noReviews}</p>
      ) : (
        <ol className={styles.weeks}>
          {weeks.map(({ monday, reviews, average }) => (
            <li
              key={monday}
              className={styles.week}
              title={words.results.weekTitle(day(monday), percent(average), reviews)}
            >
              <span className={styles.value}>{percent(average)}</span>
              <span className={styles.bar}>
                <span className={styles.fill} style={{ height: `${average}%` }} />
              </span>
              <span className={styles.label}>{day(monday)}</span>
            </li>
          ))}
        </ol>
      )}
    </Block>
  )
}

function Criteria({ criteria }: Pick<OperatorQuality, 'criteria'>) {
  const { words, percent } = useNames()
  return (
    <Block title={words.results.criteria} help={words.results.criteriaHelp}>
      {criteria.length === 0 ? (
        <p className={tables.quiet}>{words.results.noReviews}</p>
      ) : (
        <ul className={styles.criteria}>
          {criteria.map(({ id, title, average }) => (
            <li key={id} className={styles.criterion}>
              <span>{title}</span>
              <span className={styles.value}>{percent(average)}</span>
              <span className={styles.line}>
                <span className={styles.part} style={{ width: `${average}%` }} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Block>
  )
}

function Reviews({ reviews, isMine }: { reviews: readonly Review[]; isMine: boolean }) {
  const { words, about, percent, operator, moment } = useNames()
  return (
    <Block title={words.results.reviews}>
      {reviews.length === 0 ? (
        <p className={tables.quiet}>{words.results.noReviews}</p>
      ) : (
        <ul className={styles.list}>
          {reviews.map((review) => (
            <li key={review.id} className={styles.row}>
              <span className={styles.mark}>{percent(review.score ?? 0)}</span>
              <div className={styles.words}>
                <Link
                  to="/quality/reviews/$reviewId"
                  params={{ reviewId: review.id }}
                  className={tables.name}
                  aria-label={words.results.open(about(review.conversation))}
                >
                  {about(review.conversation)}
                </Link>
                <span className={tables.second}>
                  {words.review.by(operator(review.reviewerId))}
                  {review.endedAt ? ` · ${moment(review.endedAt)}` : null}
                </span>
                {review.summary ? <p className={styles.said}>{review.summary}</p> : null}
              </div>
              <div className={tables.chips}>
                {isMine && !review.seenAt ? <Chip tone="warn">{words.results.new}</Chip> : null}
                {review.appeal && !review.appeal.decision ? (
                  <Chip>{words.appeals.open}</Chip>
                ) : null}
                {review.isCounted ? null : <Chip>{words.results.notCounted}</Chip>}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Block>
  )
}

function Ratings({ ratings, isMine }: { ratings: readonly RatingView[]; isMine: boolean }) {
  const { words, about, mark, moment } = useNames()
  return (
    <Block title={words.results.ratings}>
      {ratings.length === 0 ? (
        <p className={tables.quiet}>{words.results.noRatings}</p>
      ) : (
        <ul className={styles.list}>
          {ratings.map((rating) => {
            const { conversation, appeal, comment } = rating
            const of = { kind: 'rating', id: conversation.id } as const
            return (
              <li key={conversation.id} className={styles.row}>
                <span className={styles.mark}>{mark(rating)}</span>
                <div className={styles.words}>
                  <Link
                    to="/quality/conversations/$conversationId"
                    params={{ conversationId: conversation.id }}
                    className={tables.name}
                  >
                    {about(conversation)}
                  </Link>
                  <span className={tables.second}>{moment(rating.ratedAt)}</span>
                  {comment ? <p className={styles.said}>{comment}</p> : null}
                  {appeal ? <AppealState appeal={appeal} /> : null}
                </div>
                <div className={tables.chips}>
                  {rating.isCounted ? null : <Chip>{words.results.notCounted}</Chip>}
                  {isMine && !appeal ? (
                    <AppealButton of={of} who={about(conversation)} until={rating.appealUntil} />
                  ) : null}
                </div>
              </li>
            )
          })}
        </ul>
      )}
    </Block>
  )
}
