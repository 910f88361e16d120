import type { ReportSubscription, ReportSubscriptions } from '@otklik/protocol/reports'
import { useMutation, useQueryClient } from '@tanstack/react-query'

import { IconButton } from '../../ui/icon-button.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { unsubscribe } from './api/subscriptions.ts'
import styles from './subscribe-dialog.module.css'

interface SubscriptionsProps {
  of: ReportSubscriptions
  queryKey: readonly string[]
}

/** What is sent already, and when next. */
export function Subscriptions({ of: { subscriptions }, queryKey }: SubscriptionsProps) {
  const { reportPages: words } = useWords()
  if (subscriptions.length === 0) return null
  return (
    <section className={styles.sent} aria-label={words.mail.sent}>
      <h3 className={styles.title}>{words.mail.sent}</h3>
      <ul className={styles.list}>
        {subscriptions.map((subscription) => (
          <Line key={subscription.id} subscription={subscription} queryKey={queryKey} />
        ))}
      </ul>
    </section>
  )
}

function Line({
  subscription,
  queryKey,
}: {
  subscription: ReportSubscription
  queryKey: readonly string[]
}) {
  const { reports, reportPages: words } = useWords()
  const formats = useFormats()
  const client = useQueryClient()
  const { id, report, metric, every, nextAt, failedAt } = subscription
  const name = [words.sections[report], metric && reports.metrics[metric].name]
    .filter(Boolean)
    .join(': ')
  const deleting = useMutation({
    mutationFn: () => unsubscribe(id),
    onSettled: () => client.invalidateQueries({ queryKey }),
  })
  return (
    <li className={styles.line}>
      <span className={styles.words}>
        <span>
          {name}, {words.mail.often[every].toLowerCase()}
        </span>
        <span className={styles.help}>
          {failedAt ? words.mail.notSent : words.mail.next(formats.moment(new Date(nextAt)))}
        </span>
      </span>
      <IconButton
        icon="trash"
        label={words.mail.delete(name)}
        disabled={deleting.isPending}
        onClick={() => deleting.mutate()}
      />
    </li>
  )
}
