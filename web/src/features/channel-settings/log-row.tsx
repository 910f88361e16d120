import type { LogEntry } from '@otklik/protocol'

import { Icon } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import styles from './log-drawer.module.css'

export function LogRow({ entry }: { entry: LogEntry }) {
  const { channelSettings: words } = useWords()
  const formats = useFormats()
  const { at, direction, what, status, durationMs, isFailure, detail } = entry
  return (
    <li className={styles.entry} data-failure={isFailure || undefined}>
      <span className={styles.mark}>
        <Icon name={isFailure ? 'failed' : direction === 'in' ? 'download' : 'arrowUp'} />
      </span>
      <div className={styles.what}>
        <p>
          <span className={styles.name}>{what}</span> <span>{status}</span>
        </p>
        {detail ? <p className={styles.detail}>{detail}</p> : null}
      </div>
      <p className={styles.when}>
        <time dateTime={at}>{formats.fullMoment(new Date(at))}</time>
        <span>
          {direction === 'in' ? words.incoming : words.outgoing}
          {durationMs === undefined ? '' : ` · ${words.milliseconds(formats.number(durationMs))}`}
        </span>
      </p>
    </li>
  )
}
