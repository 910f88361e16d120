import type { QuarantinedUpdate } from '@otklik/protocol'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

import { BusyButton } from '../../ui/busy-button.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useFormats, useWords } from '../../words/index.ts'
import { Block } from '../settings-shell/index.ts'
import { channelQuery } from './api/channels.ts'
import { quarantineQuery } from './api/quarantine.ts'
import { retryQuarantined } from './api/retry-quarantined.ts'
import styles from './quarantine-block.module.css'

/** What the platform sent and we could not make sense of: nothing is thrown away. */
export function QuarantineBlock({ channelId }: { channelId: string }) {
  const { channelSettings: words, common } = useWords()
  const { data: updates, error, refetch } = useQuery(quarantineQuery(channelId))
  return (
    <Block title={words.quarantine} help={words.quarantineHelp}>
      {updates ? (
        <ul className={styles.list}>
          {updates.map((update) => (
            <QuarantinedRow key={update.id} channelId={channelId} update={update} />
          ))}
        </ul>
      ) : null}
      {!updates && error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : null}
      {updates || error ? null : <Skeleton label={common.loading} shapes={['row', 'row']} />}
    </Block>
  )
}

interface QuarantinedRowProps {
  channelId: string
  update: QuarantinedUpdate
}

function QuarantinedRow({ channelId, update }: QuarantinedRowProps) {
  const { channelSettings: words } = useWords()
  const formats = useFormats()
  const client = useQueryClient()
  const moment = formats.fullMoment(new Date(update.receivedAt))
  const retry = useMutation({
    mutationFn: () => retryQuarantined(channelId, update),
    onMutate: () => showToast({ text: words.retrying }),
    onSuccess: (isUnderstood) => {
      showToast({ text: isUnderstood ? words.retried : words.retriedInVain })
      void client.invalidateQueries({ queryKey: channelQuery(channelId).queryKey })
    },
  })
  return (
    <li className={styles.update}>
      <div className={styles.head}>
        <div className={styles.words}>
          <p>{words.quarantined}</p>
          <p className={styles.second}>
            <time dateTime={update.receivedAt}>{moment}</time> ·{' '}
            {words.quarantineTries(update.tries)}
          </p>
          <p className={styles.reason}>{update.problem}</p>
        </div>
        <BusyButton
          variant="default"
          size="xs"
          label={words.retry}
          name={words.retryOf(moment)}
          isBusy={retry.isPending}
          onClick={() => retry.mutate()}
        />
      </div>
      {retry.error ? (
        <p className={styles.problem} role="alert">
          {formError(retry.error)}
        </p>
      ) : null}
      <details className={styles.body}>
        <summary>{words.quarantineBody}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long body scrolls, by keyboard too */}
        <pre tabIndex={0}>{update.body}</pre>
      </details>
    </li>
  )
}
