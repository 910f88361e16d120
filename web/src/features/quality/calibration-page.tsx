import type {
  Calibration,
  Criterion,
  CriterionAnswer,
  ReviewAnswers,
} from '@otklik/protocol/reports'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'

import { Chip } from '../../ui/chip.tsx'
import { isMissing } from '../../ui/is-missing.ts'
import { Notice } from '../../ui/notice.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { Block } from '../settings-shell/index.ts'
import { calibrationQuery } from './api/quality.ts'
import { AskView } from './ask-view.tsx'
import { BesideTranscript } from './beside-transcript.tsx'
import pageStyles from './quality-page.module.css'
import styles from './review.module.css'
import tables from './tables.module.css'
import { useNames } from './use-names.ts'

/** Two reviews of one conversation side by side, criterion by criterion. */
export function CalibrationPage() {
  const { words, about } = useNames()
  const { sampleId } = useParams({ from: '/signed-in/quality/calibrations/$sampleId' })
  const asked = useQuery({ ...calibrationQuery(sampleId), retry: false })
  const { data } = asked
  if (!data) {
    return (
      <main className={pageStyles.page} aria-label={words.title}>
        {isMissing(asked.error) ? (
          <StateView
            icon="lock"
            title={words.calibrations.gone}
            help={words.calibrations.goneHelp}
          />
        ) : (
          <AskView of={asked}>{() => null}</AskView>
        )}
      </main>
    )
  }
  return (
    <BesideTranscript
      title={words.calibrations.title(about(data.conversation))}
      conversationId={data.conversation.id}
      backTo="calibrations"
    >
      <Comparison calibration={data} />
    </BesideTranscript>
  )
}

function Comparison({ calibration }: { calibration: Calibration }) {
  const { words, operator, percent } = useNames()
  const { reviewers, agreement, sections } = calibration
  if (agreement === undefined) {
    return (
      <Notice
        help={reviewers.map(({ operatorId, isDone }) => (
          <span key={operatorId} className={tables.second}>
            {operator(operatorId)}:{' '}
            {isDone ? words.calibrations.isDone : words.calibrations.isNotDone}
          </span>
        ))}
      >
        {words.calibrations.blind}
      </Notice>
    )
  }
  return (
    <>
      <Block title={words.calibrations.agreement} help={words.calibrations.agreementHelp}>
        <p className={styles.score}>
          <span className={styles.figure}>{percent(agreement)}</span>
        </p>
        {reviewers.map(({ operatorId, review }) => (
          <p key={operatorId} className={styles.said}>
            {operator(operatorId)}: {percent(review?.score ?? 0)}
            {review?.summary ? ` · ${review.summary}` : null}
          </p>
        ))}
      </Block>
      {sections.map((section) => (
        <Block key={section.id} title={section.title}>
          <table className={tables.table}>
            <thead>
              <tr>
                <th scope="col">{words.calibrations.criterion}</th>
                {reviewers.map(({ operatorId }) => (
                  <th key={operatorId} scope="col">
                    {operator(operatorId)}
                  </th>
                ))}
                <th scope="col">{words.calibrations.difference}</th>
              </tr>
            </thead>
            <tbody>
              {section.criteria.map((criterion) => (
                <Row key={criterion.id} criterion={criterion} reviewers={reviewers} />
              ))}
            </tbody>
          </table>
        </Block>
      ))}
    </>
  )
}

function Row({
  criterion,
  reviewers,
}: {
  criterion: Criterion
  reviewers: Calibration['reviewers']
}) {
  const { words, operator } = useNames()
  const answers = reviewers.map(({ review }) => review?.answers[criterion.id])
  const say = (value: CriterionAnswer['value'] | undefined) =>
    value === undefined ? '—' : typeof value === 'number' ? String(value) : words.review[value]
  const isSame = answers[0]?.value === answers[1]?.value
  return (
    <tr data-differs={isSame ? undefined : true}>
      <td>{criterion.title}</td>
      {reviewers.map(({ operatorId }, index) => (
        <td key={operatorId} data-label={operator(operatorId)}>
          {say(answers[index]?.value)}
          {answers[index]?.comment ? (
            <span className={tables.second}>{answers[index]?.comment}</span>
          ) : null}
        </td>
      ))}
      <td data-label={words.calibrations.difference}>
        {isSame ? (
          words.calibrations.same
        ) : (
          <Chip tone="warn">{differenceOf(answers) ?? words.calibrations.differs}</Chip>
        )}
      </td>
    </tr>
  )
}

/** Of two digits, how far they are apart. */
function differenceOf(answers: readonly (ReviewAnswers[string] | undefined)[]) {
  const [one, other] = answers.map((answer) => answer?.value)
  return typeof one === 'number' && typeof other === 'number'
    ? String(Math.abs(one - other))
    : undefined
}
