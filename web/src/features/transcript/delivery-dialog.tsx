import { Modal } from '@mantine/core'
import type { DeliveryAttempt, DeliveryPart, Message } from '@otklik/protocol'
import { useQuery } from '@tanstack/react-query'

import { Delayed } from '../../ui/delayed.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { getDelivery } from './api/get-delivery.ts'
import styles from './delivery-dialog.module.css'

interface DeliveryDialogProps {
  message: Message
  onClose: () => void
}

/** «Как доставлялось»: every call of the platform and every try of it, in words. */
export function DeliveryDialog({ message, onClose }: DeliveryDialogProps) {
  const { common, delivery: words } = useWords()
  const { data, error, refetch } = useQuery({
    // What comes of it changes the message's version.
    queryKey: ['delivery', message.id, message.version],
    queryFn: ({ signal }) => getDelivery(message, signal),
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.title}
      size={440}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {error ? (
        <FailureView title={words.failed} failure={error} onRepeat={() => void refetch()} />
      ) : data ? (
        <Parts parts={data.parts} />
      ) : (
        <Delayed>
          <p>{common.loading}</p>
        </Delayed>
      )}
    </Modal>
  )
}

function Parts({ parts }: { parts: readonly DeliveryPart[] }) {
  const { delivery: words } = useWords()
  if (parts.length === 0) return <p className={styles.second}>{words.nothing}</p>
  const ofKind = (kind: DeliveryPart['kind']) => parts.filter((part) => part.kind === kind)
  return (
    <ol className={styles.parts}>
      {parts.map((part) => {
        const alike = ofKind(part.kind)
        const place = alike.length > 1 ? words.part(alike.indexOf(part) + 1, alike.length) : ''
        return (
          <li key={part.id}>
            <PartView part={part} place={place} />
          </li>
        )
      })}
    </ol>
  )
}

function PartView({ part, place }: { part: DeliveryPart; place: string }) {
  const { delivery: words } = useWords()
  const formats = useFormats()
  const { kind, state, nextAt, expiresAt, externalIds, attempts } = part
  const isOver = state !== 'queued' && state !== 'sending'
  const facts = [
    nextAt && attempts.length > 0 ? words.next(formats.fullMoment(new Date(nextAt))) : '',
    isOver ? '' : words.until(formats.moment(new Date(expiresAt))),
    externalIds.length > 0 ? words.externalIds(externalIds.join(', ')) : '',
  ]
  return (
    <>
      <h3 className={styles.title}>
        {[words.kinds[kind], place].filter(Boolean).join(', ')}
        <span className={styles.state} data-state={state}>
          {words.states[state]}
        </span>
      </h3>
      {facts.filter(Boolean).map((fact) => (
        <p key={fact} className={styles.second}>
          {fact}
        </p>
      ))}
      <ol className={styles.attempts}>
        {attempts.map((attempt) => (
          <AttemptView key={attempt.number} attempt={attempt} />
        ))}
      </ol>
    </>
  )
}

function AttemptView({ attempt }: { attempt: DeliveryAttempt }) {
  const { delivery: words, transcript } = useWords()
  const formats = useFormats()
  const { number, startedAt, endedAt, result, reason, code, detail } = attempt
  const started = new Date(startedAt)
  const tookMs = endedAt ? Date.parse(endedAt) - started.getTime() : undefined
  const seconds = tookMs === undefined ? undefined : Math.max(1, Math.round(tookMs / 1000))
  const said = [
    words.results[result],
    reason ? transcript.shortFailures[reason] : '',
    code ? words.code(code) : '',
  ]
  return (
    <li className={styles.attempt}>
      <span className={styles.when}>
        {words.attempt(number)} · {formats.fullMoment(started)}
        {seconds === undefined ? '' : ` · ${words.took(formats.duration(seconds * 1000))}`}
      </span>
      <span>{said.filter(Boolean).join(', ')}</span>
      {detail ? <span className={styles.second}>{words.said(detail)}</span> : null}
    </li>
  )
}
