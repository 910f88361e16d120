import { Drawer } from '@mantine/core'
import type { Webhook, WebhookDeliveryDetail } from '@otklik/protocol/settings'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

import { BusyButton } from '../../ui/busy-button.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { deliveryQuery, replay } from './api/webhooks.ts'
import styles from './developers.module.css'

interface DeliveryDrawerProps {
  webhook: Webhook
  eventId: string | undefined
  onClose: () => void
}

/** One event: what was sent, and what was answered each time. */
export function DeliveryDrawer({ webhook, eventId, onClose }: DeliveryDrawerProps) {
  const { common, developers: words } = useWords()
  return (
    <Drawer
      opened={eventId !== undefined}
      onClose={onClose}
      title={words.event}
      size={560}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {eventId ? <Delivery webhook={webhook} eventId={eventId} /> : null}
    </Drawer>
  )
}

function Delivery({ webhook, eventId }: { webhook: Webhook; eventId: string }) {
  const { common, developers: words } = useWords()
  const client = useQueryClient()
  const query = deliveryQuery(webhook.id, eventId)
  const { data, error, refetch } = useQuery(query)
  const repetition = useMutation({
    mutationFn: () => replay(webhook.id, { eventId }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['webhooks', webhook.id] }),
  })
  if (!data && error) {
    return <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
  }
  if (!data) return <Skeleton label={common.loading} shapes={['row', 'block']} />
  const failure = formError(repetition.error)
  const isTest = data.type === 'webhook.test'
  return (
    <div className={styles.stack}>
      <p className={styles.line}>
        <code className={styles.type}>{data.type}</code>
        <code className={styles.hint}>{data.eventId}</code>
      </p>
      {isTest ? null : (
        <div className={styles.buttons}>
          <BusyButton
            variant="default"
            label={words.replay}
            busyLabel={words.replayed}
            isBusy={repetition.isPending}
            disabled={webhook.state !== 'on' || data.state === 'waiting'}
            onClick={() => repetition.mutate()}
          />
        </div>
      )}
      {failure ? (
        <Notice tone="danger" isNew>
          {failure}
        </Notice>
      ) : null}
      <h3 className={styles.legend}>{words.attempts}</h3>
      <Attempts delivery={data} />
      <h3 className={styles.legend}>{words.body}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must reach it */}
      <pre className={styles.code} tabIndex={0}>
        {pretty(data.body)}
      </pre>
    </div>
  )
}

function Attempts({ delivery: { attempts } }: { delivery: WebhookDeliveryDetail }) {
  const { developers: words } = useWords()
  const formats = useFormats()
  if (attempts.length === 0) return <p className={styles.quiet}>{words.noAttempts}</p>
  return (
    <ol className={styles.rows} aria-label={words.attempts}>
      {attempts.map(({ at, durationMs, status, failure, answer }) => (
        <li key={at} className={styles.item}>
          <div className={styles.words}>
            <p className={styles.line}>
              {[
                ...(status === undefined ? [] : [words.answered(status)]),
                ...(failure && failure !== 'status' ? [words.failures[failure]] : []),
              ].join(' · ')}
            </p>
            <p className={styles.help}>
              {formats.fullMoment(new Date(at))} · {words.duration(durationMs)}
            </p>
            {status === undefined ? null : (
              <p className={styles.answer}>{answer || words.noAnswerBody}</p>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
