import { Button } from '@mantine/core'
import type { Bot } from '@otklik/protocol/settings'
import { useQuery } from '@tanstack/react-query'

import { CopyField } from '../../ui/copy-field.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useBotWords } from '../../words/bot-words.ts'
import { useWords } from '../../words/index.ts'
import { issueKey, issueSecret } from './api/keys.ts'
import styles from './forms.module.css'

interface NewKeysProps {
  bot: Bot
  onDone: () => void
}

/** What a program needs before its first word: asked for once, and not to be seen again. */
export function NewKeys({ bot, onDone }: NewKeysProps) {
  const { common } = useWords()
  const { making, program } = useBotWords()
  const { data, error, refetch } = useQuery({
    queryKey: ['bot-new-keys', bot.id],
    queryFn: async () => ({ key: await issueKey(bot.id), secret: await issueSecret(bot.id) }),
    // Asking again would make others, and those on the screen would open nothing.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    gcTime: 0,
  })
  return (
    <div className={styles.stack}>
      <p>{making.createdHelp}</p>
      {data ? (
        <>
          <CopyField label={program.key} value={data.key} />
          <CopyField label={program.secret} value={data.secret} />
        </>
      ) : null}
      {error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : null}
      {data || error ? null : <Skeleton label={common.loading} shapes={['row', 'row']} />}
      <div className={styles.buttons}>
        <Button onClick={onDone}>{making.toBot}</Button>
      </div>
    </div>
  )
}
