import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { channelTitle } from '../channels/index.ts'
import { useFeedState } from '../feed/index.ts'
import { type Days, type Tracked, trackingReportQuery } from './api/tracking.ts'
import { BehindDrawer } from './behind-drawer.tsx'
import { FigureTable } from './figure-table.tsx'
import styles from './tracking.module.css'

type Of = Omit<Tracked, 'from' | 'to'>

/** Widget → messenger → conversations, by source and campaign; each figure opens its own (TG-20). */
export function Report({ days }: { days: Days }) {
  const { common, tracking: words } = useWords()
  const formats = useFormats()
  const state = useFeedState((known) => known)
  const { data, error, refetch } = useQuery(trackingReportQuery(days))
  const [behind, setBehind] = useState<Of>()
  if (!data) {
    return error ? (
      <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
    ) : (
      <Skeleton label={common.loading} shapes={['block', 'block']} />
    )
  }
  const { visits, choices, conversations, matchRate } = data
  const percent = matchRate === null ? '—' : `${formats.number(Math.round(matchRate * 100))} %`
  // Visits and choices are none of conversations; of the share those are opened that are tied.
  const figures = [
    { name: words.visits, value: formats.number(visits) },
    { name: words.choices, value: formats.number(choices) },
    { name: words.conversations, value: formats.number(conversations), isOpened: true },
    { name: words.matchRate, value: percent, help: words.matchRateHelp, isOpened: true },
  ]
  const widgetName = (id: string | null) => (id ? channelTitle(state, id) : words.noWidget)
  return (
    <div className={styles.stack}>
      <dl className={styles.figures}>
        {figures.map(({ name, value, help, isOpened }) => (
          <div key={name} className={styles.figure}>
            <dt className={styles.help} title={help}>
              {name}
            </dt>
            <dd className={styles.value}>
              {isOpened && conversations > 0 ? (
                <button
                  type="button"
                  className={styles.open}
                  aria-label={words.show(`${name}, ${value}`, conversations)}
                  onClick={() => setBehind({})}
                >
                  {value}
                </button>
              ) : (
                value
              )}
            </dd>
          </div>
        ))}
      </dl>
      {visits + conversations === 0 ? <p className={styles.help}>{words.none}</p> : null}
      <FigureTable
        title={words.byMessenger}
        columns={[words.widget, words.messenger, words.choices, words.conversations]}
        rows={data.messengers.map((row) => ({
          names: [widgetName(row.widgetId), channelTitle(state, row.channelId)],
          counts: [row.choices, row.conversations],
          onOpen: () => setBehind({ widgetId: row.widgetId ?? 'none', channelId: row.channelId }),
        }))}
      />
      <FigureTable
        title={words.bySource}
        columns={[words.source, words.campaign, words.visits, words.conversations]}
        rows={data.sources.map(({ source, medium, campaign, ...row }) => ({
          names: [[source, medium].filter(Boolean).join(' / '), campaign],
          counts: [row.visits, row.conversations],
          onOpen: () => setBehind({ source, medium, campaign }),
        }))}
      />
      <BehindDrawer of={behind && { ...days, ...behind }} onClose={() => setBehind(undefined)} />
    </div>
  )
}
