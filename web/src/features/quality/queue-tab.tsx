import { Button } from '@mantine/core'
import type { Sample } from '@otklik/protocol/reports'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'

import { BusyButton } from '../../ui/busy-button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { formError } from '../../ui/form-failure.ts'
import { StateView } from '../../ui/state-view.tsx'
import { showToast } from '../../ui/toasts.ts'
import unseen from '../../ui/unseen.module.css'
import { useSession } from '../session/index.ts'
import { beginReview, drawSamples, queueQuery } from './api/quality.ts'
import { AskView } from './ask-view.tsx'
import styles from './tables.module.css'
import { useNames } from './use-names.ts'

/** «Очередь»: what has been chosen for review, and is nobody's yet. */
export function QueueTab() {
  const { words } = useNames()
  const navigate = useNavigate()
  const mayManage = useSession().permissions.includes('quality.manage')
  const asked = useQuery(queueQuery)
  return (
    <AskView of={asked}>
      {({ samples, total }) => (
        <>
          <div className={styles.bar}>
            <p className={`${styles.grow} ${styles.quiet}`} role="status">
              {total > 0 ? words.queue.total(total) : null}
            </p>
            {mayManage ? <DrawButton /> : null}
          </div>
          {samples.length === 0 ? (
            <StateView
              icon="checkCircle"
              title={words.queue.empty}
              help={words.queue.emptyHelp}
              action={
                mayManage ? (
                  <Button
                    variant="default"
                    onClick={() => void navigate({ to: '/quality', search: { part: 'setup' } })}
                  >
                    {words.queue.toRules}
                  </Button>
                ) : undefined
              }
            />
          ) : (
            <QueueTable samples={samples} />
          )}
        </>
      )}
    </AskView>
  )
}

function DrawButton() {
  const { words } = useNames()
  const client = useQueryClient()
  const drawing = useMutation({
    mutationFn: drawSamples,
    onSuccess({ drawn }) {
      showToast({ text: words.queue.drawn(drawn) })
      return client.invalidateQueries({ queryKey: ['quality'] })
    },
    onError: (failure) => showToast({ text: formError(failure) ?? failure.message }),
  })
  return (
    <BusyButton
      variant="default"
      label={words.queue.draw}
      busyLabel={words.queue.drawing}
      isBusy={drawing.isPending}
      onClick={() => drawing.mutate()}
    />
  )
}

function QueueTable({ samples }: { samples: readonly Sample[] }) {
  const { words } = useNames()
  const { columns } = words.queue
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{columns.conversation}</th>
          <th scope="col">{columns.operator}</th>
          <th scope="col">{columns.why}</th>
          <th scope="col">{columns.card}</th>
          <th scope="col" className={styles.act}>
            <span className={unseen.text}>{columns.act}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {samples.map((sample) => (
          <Row key={sample.id} sample={sample} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ sample }: { sample: Sample }) {
  const { words, operator, about, moment } = useNames()
  const { conversation, reason, ruleName, reviewId } = sample
  const who = about(conversation)
  return (
    <tr>
      <td>
        <span className={styles.name}>{who}</span>
        {conversation.closedAt ? (
          <span className={styles.second}>{words.closedAt(moment(conversation.closedAt))}</span>
        ) : null}
      </td>
      <td>{operator(sample.operatorId)}</td>
      <td>
        <Chip tone={reason === 'low-rating' || reason === 'escalated' ? 'warn' : 'plain'}>
          {words.reasons[reason]}
        </Chip>
        {ruleName ? <span className={styles.second}>{ruleName}</span> : null}
      </td>
      <td>{sample.scorecardName}</td>
      <td className={styles.act}>
        <BeginButton
          sampleId={sample.id}
          label={reviewId ? words.queue.goOn : words.queue.begin}
          name={reviewId ? words.queue.goOnNamed(who) : words.queue.beginNamed(who)}
        />
      </td>
    </tr>
  )
}

/** Takes it into one's hands and opens it. */
export function BeginButton(props: { sampleId: string; label: string; name: string }) {
  const navigate = useNavigate()
  const client = useQueryClient()
  const beginning = useMutation({
    mutationFn: () => beginReview(props.sampleId),
    onSuccess: ({ id }) => navigate({ to: '/quality/reviews/$reviewId', params: { reviewId: id } }),
    onError(failure) {
      showToast({ text: formError(failure) ?? failure.message })
      void client.invalidateQueries({ queryKey: ['quality'] })
    },
  })
  return (
    <BusyButton
      variant="default"
      label={props.label}
      name={props.name}
      isBusy={beginning.isPending}
      onClick={() => beginning.mutate()}
    />
  )
}
