import { Button } from '@mantine/core'
import type { ImportView } from '@otklik/protocol/settings'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { api } from '../../api/address.ts'
import { BusyButton } from '../../ui/busy-button.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Icon } from '../../ui/icons.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { importQuery, turnImport } from './api/imports.ts'
import styles from './import-page.module.css'
import { OutcomeCounts } from './outcome-counts.tsx'

/** How far the server is with it, and what came of it. */
export function ImportProgress({ found }: { found: ImportView }) {
  const { imports: words } = useWords()
  const formats = useFormats()
  const client = useQueryClient()
  const stopping = useMutation({
    mutationFn: () => turnImport(found.id, 'stop'),
    onSuccess: (changed) => client.setQueryData(importQuery(found.id).queryKey, changed),
  })
  const done = Object.values(found.done).reduce((sum, count) => sum + count, 0)
  const isRunning = found.state === 'running'
  const progress = words.running(formats.number(done), formats.number(found.total))
  return (
    <>
      <p>
        <strong>{found.fileName}</strong>
      </p>
      <div role="status">
        {isRunning ? progress : found.state === 'done' ? words.finished : words.stopped}
      </div>
      {isRunning ? (
        <>
          <progress
            className={styles.progress}
            max={found.total}
            value={done}
            aria-label={progress}
          />
          <p className={styles.help}>{words.runningHelp}</p>
        </>
      ) : null}
      <OutcomeCounts counts={found.done} names={words.done} />
      {formError(stopping.error) ? (
        <Notice tone="danger" isNew>
          {formError(stopping.error)}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        {isRunning ? (
          <BusyButton
            variant="default"
            label={words.stop}
            isBusy={stopping.isPending}
            onClick={() => stopping.mutate()}
          />
        ) : (
          <>
            <Button
              component="a"
              href={api`imports/${found.id}/report.csv`}
              download
              variant="default"
              leftSection={<Icon name="download" />}
            >
              {words.report}
            </Button>
            <Button component={Link} to="/clients/import" variant="subtle" color="gray">
              {words.another}
            </Button>
          </>
        )}
      </div>
    </>
  )
}
