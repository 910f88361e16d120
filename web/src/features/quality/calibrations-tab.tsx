import type { Calibration } from '@otklik/protocol/reports'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { Chip } from '../../ui/chip.tsx'
import { StateView } from '../../ui/state-view.tsx'
import unseen from '../../ui/unseen.module.css'
import { useSession } from '../session/index.ts'
import { calibrationsQuery } from './api/quality.ts'
import { AskView } from './ask-view.tsx'
import { BeginButton } from './queue-tab.tsx'
import styles from './tables.module.css'
import { useNames } from './use-names.ts'

/** «Калибровка»: conversations that two have reviewed, and how far they agree. */
export function CalibrationsTab() {
  const { words } = useNames()
  const asked = useQuery(calibrationsQuery)
  return (
    <AskView of={asked}>
      {(all) =>
        all.length === 0 ? (
          <StateView
            icon="people"
            title={words.calibrations.empty}
            help={words.calibrations.emptyHelp}
          />
        ) : (
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{words.queue.columns.conversation}</th>
                <th scope="col">{words.queue.columns.card}</th>
                <th scope="col">{words.calibrations.reviewers}</th>
                <th scope="col">{words.calibrations.agreement}</th>
                <th scope="col">
                  <span className={unseen.text}>{words.queue.columns.act}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {all.map((calibration) => (
                <Row key={calibration.sampleId} calibration={calibration} />
              ))}
            </tbody>
          </table>
        )
      }
    </AskView>
  )
}

function Row({ calibration }: { calibration: Calibration }) {
  const { words, about, operator, percent, moment } = useNames()
  const me = useSession().operator.id
  const { conversation, reviewers, agreement, sampleId } = calibration
  const who = about(conversation)
  const isMyTurn = reviewers.some(({ operatorId, isDone }) => operatorId === me && !isDone)
  return (
    <tr>
      <td>
        <Link
          to="/quality/calibrations/$sampleId"
          params={{ sampleId }}
          className={styles.name}
          aria-label={words.calibrations.open(who)}
        >
          {who}
        </Link>
        <span className={styles.second}>{moment(calibration.at)}</span>
      </td>
      <td>{calibration.scorecardName}</td>
      <td className={styles.wide}>
        {reviewers.map(({ operatorId, isDone }) => (
          <span key={operatorId} className={styles.second}>
            {operator(operatorId)}:{' '}
            {isDone ? words.calibrations.isDone : words.calibrations.isNotDone}
          </span>
        ))}
      </td>
      <td>
        {agreement === undefined ? (
          <Chip>{words.calibrations.waiting}</Chip>
        ) : (
          <Chip tone={agreement >= 80 ? 'ok' : 'warn'}>
            {words.calibrations.done(percent(agreement))}
          </Chip>
        )}
      </td>
      <td className={styles.act}>
        {isMyTurn ? (
          <BeginButton
            sampleId={sampleId}
            label={words.calibrations.begin}
            name={words.queue.beginNamed(who)}
          />
        ) : null}
      </td>
    </tr>
  )
}
