import type { Retention } from '@otklik/protocol'
import { useQuery } from '@tanstack/react-query'

import { FailureView } from '../../ui/failure-view.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { Block } from '../settings-shell/index.ts'
import { previewQuery } from './api/retention.ts'
import styles from './retention.module.css'

/** What these terms would delete, counted by the server before anything is saved. */
export function PreviewBlock({ terms }: { terms: Retention }) {
  const { common, retention: words } = useWords()
  const formats = useFormats()
  const { data, error, refetch } = useQuery(previewQuery(terms))
  if (error) {
    return <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
  }
  const lines = data
    ? [
        ...(data.messages > 0 ? [words.gone(data.messages, data.conversations)] : []),
        ...(data.files > 0 ? [words.goneFiles(data.files, formats.bytes(data.bytes))] : []),
        ...(data.bodies > 0 ? [words.goneBodies(data.bodies)] : []),
        ...(data.visitors > 0 ? [words.goneVisitors(data.visitors)] : []),
      ]
    : []
  return (
    <Block title={words.preview}>
      <div role="status" className={styles.stack}>
        {data ? null : <p className={styles.quiet}>{words.counting}</p>}
        {data && lines.length === 0 ? <p className={styles.quiet}>{words.nothing}</p> : null}
        {lines.length > 0 ? (
          <>
            <ul className={styles.lines}>
              {lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            <Notice tone="warn">{words.warning}</Notice>
          </>
        ) : null}
      </div>
    </Block>
  )
}
