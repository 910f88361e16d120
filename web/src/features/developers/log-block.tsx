import { Button, NativeSelect } from '@mantine/core'
import type { Webhook, WebhookDelivery } from '@otklik/protocol/settings'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { Chip } from '../../ui/chip.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { Block } from '../settings-shell/index.ts'
import { type LogState, logQuery } from './api/webhooks.ts'
import { DeliveryDrawer } from './delivery-drawer.tsx'
import styles from './developers.module.css'
import { ReplayDialog } from './replay-dialog.tsx'

const states = ['all', 'waiting', 'delivered', 'failed'] as const

/** What was sent to a webhook; fills by itself. */
export function LogBlock({ webhook }: { webhook: Webhook }) {
  const { developers: words } = useWords()
  const [state, setState] = useState<LogState>('all')
  const [opened, setOpened] = useState<string>()
  const [isReplaying, setReplaying] = useState(false)
  return (
    <Block title={words.log} help={words.logHelp}>
      <div className={styles.filter}>
        <NativeSelect
          label={words.logState}
          value={state}
          data={states.map((value) => ({ value, label: words.logStates[value] }))}
          onChange={(event) => setState(event.currentTarget.value as LogState)}
        />
        <Button
          variant="default"
          disabled={webhook.state !== 'on'}
          onClick={() => setReplaying(true)}
        >
          {words.replayPeriod}
        </Button>
      </div>
      {webhook.state === 'on' ? null : <p className={styles.quiet}>{words.offHelp}</p>}
      <Deliveries webhookId={webhook.id} state={state} onOpen={setOpened} />
      <DeliveryDrawer webhook={webhook} eventId={opened} onClose={() => setOpened(undefined)} />
      <ReplayDialog
        webhookId={webhook.id}
        isOpen={isReplaying}
        onClose={() => setReplaying(false)}
      />
    </Block>
  )
}

interface DeliveriesProps {
  webhookId: string
  state: LogState
  onOpen: (eventId: string) => void
}

function Deliveries({ webhookId, state, onOpen }: DeliveriesProps) {
  const { common, developers: words } = useWords()
  const log = useInfiniteQuery(logQuery(webhookId, state))
  if (!log.data && log.error) {
    return (
      <FailureView
        title={common.loadFailed}
        failure={log.error}
        onRepeat={() => void log.refetch()}
      />
    )
  }
  if (!log.data) return <Skeleton label={common.loading} shapes={['row', 'row', 'row']} />
  const deliveries = log.data.pages.flatMap((page) => page.deliveries)
  if (deliveries.length === 0) {
    return <p className={styles.quiet}>{state === 'all' ? words.logEmpty : words.logNothing}</p>
  }
  return (
    <>
      <ul className={styles.rows} aria-label={words.log}>
        {deliveries.map((each) => (
          <DeliveryRow key={each.eventId} delivery={each} onOpen={() => onOpen(each.eventId)} />
        ))}
      </ul>
      {log.hasNextPage ? (
        <div className={styles.buttons}>
          <Button variant="default" onClick={() => void log.fetchNextPage()}>
            {words.more}
          </Button>
        </div>
      ) : null}
    </>
  )
}

const tones = { waiting: 'warn', delivered: 'ok', failed: 'danger' } as const

function DeliveryRow({ delivery, onOpen }: { delivery: WebhookDelivery; onOpen: () => void }) {
  const { developers: words } = useWords()
  const formats = useFormats()
  const { type, at, state, tries, nextAt, last } = delivery
  const moment = formats.fullMoment(new Date(at))
  const facts = [
    moment,
    ...(last?.status === undefined ? [] : [words.answered(last.status)]),
    ...(last?.failure && last.failure !== 'status' ? [words.failures[last.failure]] : []),
    ...(tries > 1 ? [words.tries(tries)] : []),
    ...(nextAt && tries > 0 ? [words.nextTry(formats.moment(new Date(nextAt)))] : []),
  ]
  return (
    <li>
      <button
        type="button"
        className={styles.item}
        aria-label={words.open(type, moment)}
        onClick={onOpen}
      >
        <span className={styles.words}>
          <span className={styles.line}>
            <code className={styles.type}>{type}</code>
            <Chip tone={tones[state]}>{words.deliveryStates[state]}</Chip>
          </span>
          <span className={styles.help}>{facts.join(' · ')}</span>
        </span>
      </button>
    </li>
  )
}
