import { Button, Menu } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'

import { api } from '../../api/address.ts'
import { Icon } from '../../ui/icons.tsx'
import { useMedia } from '../../ui/use-media.ts'
import { useWords } from '../../words/index.ts'
import type { Asked } from './api/reports.ts'
import { PeriodChoice } from './period-choice.tsx'
import styles from './report-bar.module.css'
import { ReportFilters } from './report-filters.tsx'
import { heatMetricOf } from './report-search.ts'
import { useAsked } from './use-report.ts'

const SubscribeDialog = lazy(() =>
  import('./subscribe-dialog.tsx').then((module) => ({ default: module.SubscribeDialog })),
)

/** Title, days, filter, and taking the table away. */
export function ReportBar() {
  const { reportPages: words } = useWords()
  const { search, section } = useAsked()
  const isPhone = useMedia('(max-width: 719px)')
  return (
    <header className={styles.bar}>
      <div className={styles.line}>
        <h1 className={styles.title}>{words.sections[section]}</h1>
        <div className={styles.periods}>
          <PeriodChoice search={search} canCompare={section !== 'heat'} />
        </div>
        <TakeAway />
      </div>
      <div className={styles.choices}>
        {isPhone ? (
          <details className={styles.more}>
            <summary className={styles.summary}>{words.filter}</summary>
            <div className={styles.choices}>
              <ReportFilters />
            </div>
          </details>
        ) : (
          <ReportFilters />
        )}
      </div>
    </header>
  )
}

function TakeAway() {
  const { reportPages: words } = useWords()
  const { search, section, asked } = useAsked()
  const shown = section === 'heat' ? { ...asked, metric: heatMetricOf(search) } : asked
  const [isSubscribing, setSubscribing] = useState(false)
  return (
    <div className={styles.acts}>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <Button variant="default" size="xs" leftSection={<Icon name="download" />}>
            {words.download}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(['csv', 'xlsx'] as const).map((format) => (
            <Menu.Item
              key={format}
              component="a"
              href={`${api`reports/${section}/file`}?${addressOf({ ...shown, format })}`}
              download
            >
              {words.formats[format]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button
        variant="default"
        size="xs"
        leftSection={<Icon name="mail" />}
        onClick={() => setSubscribing(true)}
      >
        {words.byMail}
      </Button>
      {isSubscribing ? (
        <Suspense>
          <SubscribeDialog table={section} onClose={() => setSubscribing(false)} />
        </Suspense>
      ) : null}
    </div>
  )
}

function addressOf(query: Asked): string {
  const address = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const each of typeof value === 'string' ? [value] : (value ?? [])) {
      address.append(name, each)
    }
  }
  return address.toString()
}
