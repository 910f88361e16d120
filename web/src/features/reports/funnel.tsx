import type { FunnelReport } from '@otklik/protocol/reports'

import { StateView } from '../../ui/state-view.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { figureText } from './figure-text.ts'
import styles from './funnel.module.css'
import { HowCounted } from './how-counted.tsx'
import { useOpenBehind } from './use-report.ts'

/** How far conversations came: each step with its number, and a bar that repeats it. */
export function Funnel({ report }: { report: FunnelReport }) {
  const { reports, reportPages: words } = useWords()
  const formats = useFormats()
  const open = useOpenBehind()
  const [first] = report.stages
  if (!first || first.count === 0) {
    return <StateView icon="bars" title={words.empty} help={words.emptyHelp} />
  }
  return (
    <ol className={styles.stages}>
      {report.stages.map(({ metric, count, share, compared }) => {
        const { name, how } = reports.metrics[metric]
        return (
          <li key={metric} className={styles.stage}>
            <div className={styles.line}>
              <span className={styles.name}>{name}</span>
              <HowCounted name={name} how={how} />
              <button
                type="button"
                className={styles.count}
                disabled={count === 0}
                aria-label={words.openBehind(name, formats.number(count))}
                onClick={() => open(metric)}
              >
                {formats.number(count)}
              </button>
              <span className={styles.share}>{figureText('share', share, formats)}</span>
            </div>
            <span className={styles.track} aria-hidden="true">
              <span className={styles.bar} style={{ width: `${(share ?? 0) * 100}%` }} />
            </span>
            {compared === undefined ? null : (
              <span className={styles.before}>{words.wasBefore(formats.number(compared))}</span>
            )}
          </li>
        )
      })}
    </ol>
  )
}
