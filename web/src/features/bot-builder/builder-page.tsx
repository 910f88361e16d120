import type { Bot } from '@otklik/protocol/settings'
import { useQuery } from '@tanstack/react-query'

import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useBotWords } from '../../words/bot-words.ts'
import { useWords } from '../../words/index.ts'
import { draftQuery } from '../bots/api/draft.ts'
import { SettingsPage } from '../settings-shell/index.ts'
import { BuilderView } from './builder.tsx'

/** A bot that goes by a scenario of ours: where that is drawn. */
export function BuilderPage({ bot }: { bot: Bot }) {
  const { common } = useWords()
  const { list } = useBotWords()
  const { data: draft, error, refetch } = useQuery(draftQuery(bot.id))
  if (draft) return <BuilderView key={bot.id} bot={bot} draft={draft} />
  return (
    <SettingsPage title={bot.name} crumb={{ to: '/bots', label: list.title }}>
      {error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : (
        <Skeleton label={common.loading} shapes={['block', 'block']} />
      )}
    </SettingsPage>
  )
}
