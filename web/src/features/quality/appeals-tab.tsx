import type { AppealCase } from '@otklik/protocol/reports'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'

import { Chip } from '../../ui/chip.tsx'
import { Segments } from '../../ui/segments.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useSession } from '../session/index.ts'
import { appealsQuery } from './api/quality.ts'
import { AskView } from './ask-view.tsx'
import styles from './tables.module.css'
import { useNames } from './use-names.ts'

/** «Апелляции»: what operators have appealed, and what was decided. */
export function AppealsTab() {
  const { words } = useNames()
  const { state = 'open' } = useSearch({ from: '/signed-in/quality/' })
  const navigate = useNavigate()
  const asked = useQuery(appealsQuery(state))
  return (
    <>
      <div className={styles.bar}>
        <Segments
          legend={words.appeals.state}
          value={state}
          segments={(['open', 'decided'] as const).map((value) => ({
            value,
            label: words.appeals[value],
          }))}
          onChange={(chosen) =>
            void navigate({
              to: '/quality',
              search: { part: 'appeals', ...(chosen === 'decided' && { state: chosen }) },
            })
          }
        />
      </div>
      <AskView of={asked}>
        {(cases) =>
          cases.length === 0 ? (
            <StateView
              icon="checkCircle"
              title={state === 'open' ? words.appeals.empty : words.appeals.nothingDecided}
              help={words.appeals.emptyHelp}
            />
          ) : (
            <AppealTable cases={cases} />
          )
        }
      </AskView>
    </>
  )
}

function AppealTable({ cases }: { cases: readonly AppealCase[] }) {
  const { words } = useNames()
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{words.queue.columns.conversation}</th>
          <th scope="col">{words.appeals.operator}</th>
          <th scope="col">{words.appeals.title}</th>
          <th scope="col">{words.appeals.decision}</th>
        </tr>
      </thead>
      <tbody>
        {cases.map((each) => {
          const of = each.kind === 'rating' ? each.rating : each.review
          const id = each.kind === 'rating' ? each.rating.conversation.id : each.review.id
          return <Row key={`${each.kind} ${id}`} of={each} appeal={of.appeal} />
        })}
      </tbody>
    </table>
  )
}

interface RowProps {
  of: AppealCase
  appeal: NonNullable<Extract<AppealCase, { kind: 'rating' }>['rating']['appeal']> | undefined
}

function Row({ of, appeal }: RowProps) {
  const { words, operator, about, percent, mark, moment } = useNames()
  const me = useSession().operator.id
  const { conversation, operatorId } = of.kind === 'rating' ? of.rating : of.review
  const what =
    of.kind === 'rating'
      ? words.appeals.ofRating(mark(of.rating))
      : words.appeals.ofReview(percent(of.review.score ?? 0))
  const who = about(conversation)
  const target =
    of.kind === 'rating'
      ? ({
          to: '/quality/conversations/$conversationId',
          params: { conversationId: conversation.id },
        } as const)
      : ({ to: '/quality/reviews/$reviewId', params: { reviewId: of.review.id } } as const)
  return (
    <tr>
      <td>
        <Link {...target} className={styles.name} aria-label={words.appeals.decideNamed(who)}>
          {who}
        </Link>
        <span className={styles.second}>{what}</span>
      </td>
      <td>{operator(operatorId)}</td>
      <td className={styles.wide}>
        {appeal?.text}
        {appeal ? <span className={styles.second}>{moment(appeal.at)}</span> : null}
      </td>
      <td className={styles.wide}>
        {appeal?.decision ? (
          <>
            <Chip tone={appeal.decision === 'upheld' ? 'ok' : 'plain'}>
              {words.appeals[appeal.decision]}
            </Chip>
            <span className={styles.second}>{appeal.decisionText}</span>
          </>
        ) : operatorId === me ? (
          <span className={styles.second}>{words.appeals.own}</span>
        ) : (
          <Chip tone="warn">{words.appeals.open}</Chip>
        )}
      </td>
    </tr>
  )
}
