import { Button, Modal, NativeSelect } from '@mantine/core'
import type { CreateReportSubscriptionRequest, ReportTable } from '@otklik/protocol/reports'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWords } from '../../words/index.ts'
import { listSubscriptions, subscribe } from './api/subscriptions.ts'
import { filterNames, heatMetricOf } from './report-search.ts'
import styles from './subscribe-dialog.module.css'
import { Subscriptions } from './subscriptions.tsx'
import { useAsked } from './use-report.ts'

const key = ['report-subscriptions']

/** «Присылать на почту»: a report of the whole day, week or month before, and what is sent already. */
export function SubscribeDialog({ table, onClose }: { table: ReportTable; onClose: () => void }) {
  const { common, reportPages: words } = useWords()
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => listSubscriptions(signal) })
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.mail.title(words.sections[table])}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {query.error ? (
        <FailureView
          title={words.failed}
          failure={query.error}
          onRepeat={() => void query.refetch()}
        />
      ) : query.data ? (
        <>
          {query.data.canSend ? (
            <Form table={table} email={query.data.email} onClose={onClose} />
          ) : (
            <Notice tone="warn" help={words.mail.noServerHelp}>
              {words.mail.noServer}
            </Notice>
          )}
          <Subscriptions of={query.data} queryKey={key} />
        </>
      ) : (
        <Skeleton label={common.loading} shapes={['row', 'row', 'row']} />
      )}
    </Modal>
  )
}

interface FormProps {
  table: ReportTable
  email: string
  onClose: () => void
}

const hours = Array.from({ length: 24 }, (_, hour) => String(hour))
const monthDays = Array.from({ length: 31 }, (_, day) => String(day + 1))
type Chosen = Pick<CreateReportSubscriptionRequest, 'every' | 'format'> &
  Record<'weekday' | 'monthDay' | 'hour', string>

function Form({ table, email, onClose }: FormProps) {
  const { common, reports, reportPages: words } = useWords()
  const { search } = useAsked()
  const client = useQueryClient()
  const [chosen, setChosen] = useState<Chosen>({
    every: 'week',
    format: 'xlsx',
    weekday: '1',
    monthDay: '1',
    hour: '9',
  })
  const { every, format, weekday, monthDay, hour } = chosen
  const change = (changes: Partial<Chosen>) => setChosen({ ...chosen, ...changes })
  const saving = useMutation({
    mutationFn: () =>
      subscribe({
        report: table,
        filter: filterOf(search),
        ...(table === 'heat' && { metric: heatMetricOf(search) }),
        every,
        format,
        hour: Number(hour),
        ...(every === 'week' && { weekday: Number(weekday) }),
        ...(every === 'month' && { monthDay: Number(monthDay) }),
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate()
      }}
    >
      <p className={styles.help}>{words.mail.help(email)}</p>
      <div className={styles.fields}>
        <NativeSelect
          label={words.mail.every}
          value={every}
          data={(['day', 'week', 'month'] as const).map((value) => ({
            value,
            label: words.mail.often[value],
          }))}
          onChange={(event) => change({ every: event.currentTarget.value as Chosen['every'] })}
        />
        {every === 'week' ? (
          <NativeSelect
            label={words.mail.weekday}
            value={weekday}
            data={reports.weekdays.map((label, index) => ({ value: String(index + 1), label }))}
            onChange={(event) => change({ weekday: event.currentTarget.value })}
          />
        ) : null}
        {every === 'month' ? (
          <NativeSelect
            label={words.mail.monthDay}
            value={monthDay}
            data={monthDays}
            onChange={(event) => change({ monthDay: event.currentTarget.value })}
          />
        ) : null}
        <NativeSelect
          label={words.mail.hour}
          value={hour}
          data={hours.map((value) => ({ value, label: `${value.padStart(2, '0')}:00` }))}
          onChange={(event) => change({ hour: event.currentTarget.value })}
        />
        <NativeSelect
          label={words.mail.format}
          value={format}
          data={(['xlsx', 'csv'] as const).map((value) => ({
            value,
            label: words.formats[value],
          }))}
          onChange={(event) => change({ format: event.currentTarget.value as Chosen['format'] })}
        />
      </div>
      {saving.error ? (
        <Notice tone="danger" isNew>
          {formError(saving.error) ?? words.failed}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton type="submit" label={words.mail.subscribe} isBusy={saving.isPending} />
        <Button variant="subtle" onClick={onClose}>
          {common.close}
        </Button>
      </div>
    </form>
  )
}

/** The report's own filter; its days follow from how often it is sent. */
function filterOf(search: ReturnType<typeof useAsked>['search']) {
  const names = Object.keys(filterNames) as (keyof typeof filterNames)[]
  return Object.fromEntries(
    names.flatMap((name) => (search[name] ? [[filterNames[name], [search[name]]]] : [])),
  )
}
