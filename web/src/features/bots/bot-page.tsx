import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { lazy } from 'react'

import { FailureView } from '../../ui/failure-view.tsx'
import { isMissing } from '../../ui/is-missing.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useBotWords } from '../../words/bot-words.ts'
import { useWords } from '../../words/index.ts'
import { useModule } from '../modules/index.ts'
import { RequirePermission, SettingsPage } from '../settings-shell/index.ts'
import { botQuery } from './api/bots.ts'
import { BotsOff } from './bots-page.tsx'
import { ProgramPage } from './program-page.tsx'
import { useFreshBots } from './use-bots.ts'

/** The canvas is the largest part of all, and a program has none. */
const BuilderPage = lazy(async () => {
  const { BuilderPage } = await import('../bot-builder/builder-page.tsx')
  return { default: BuilderPage }
})

export function BotPage() {
  const { list: words } = useBotWords()
  const { botId } = useParams({ from: '/signed-in/bots/$botId' })
  const isOn = useModule('bots')
  return (
    <RequirePermission permission="bots.manage" title={words.title}>
      {isOn ? <BotOf key={botId} botId={botId} /> : <BotsOff />}
    </RequirePermission>
  )
}

function BotOf({ botId }: { botId: string }) {
  const { common } = useWords()
  const { list: words } = useBotWords()
  const { data: bot, error, refetch } = useQuery(botQuery(botId))
  useFreshBots()
  if (bot) return bot.kind === 'webhook' ? <ProgramPage bot={bot} /> : <BuilderPage bot={bot} />
  const crumb = { to: '/bots', label: words.title } as const
  if (isMissing(error)) {
    return (
      <SettingsPage title={words.unknown} crumb={crumb}>
        <StateView icon="bot" title={words.unknownHelp} />
      </SettingsPage>
    )
  }
  return (
    <SettingsPage title={words.title} crumb={crumb}>
      {error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : (
        <Skeleton label={common.loading} shapes={['block', 'block']} />
      )}
    </SettingsPage>
  )
}
