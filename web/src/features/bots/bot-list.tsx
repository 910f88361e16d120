import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { FailureView } from '../../ui/failure-view.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useBotWords } from '../../words/bot-words.ts'
import { useWords } from '../../words/index.ts'
import { Editable, SettingsPage } from '../settings-shell/index.ts'
import { botsQuery } from './api/bots.ts'
import { BotCard } from './bot-card.tsx'
import styles from './bot-list.module.css'
import { CreateDrawer } from './create-drawer.tsx'
import { useFreshBots } from './use-bots.ts'

export function BotList() {
  const { common } = useWords()
  const { list: words } = useBotWords()
  const { data: bots, error, refetch } = useQuery(botsQuery)
  const [isCreating, setCreating] = useState(false)
  useFreshBots()
  const create = (
    <Editable>
      <Button leftSection={<Icon name="plus" />} onClick={() => setCreating(true)}>
        {words.create}
      </Button>
    </Editable>
  )
  const isEmpty = bots?.length === 0
  return (
    <SettingsPage isWide title={words.title} help={words.help} actions={isEmpty ? null : create}>
      {bots && !isEmpty ? (
        <ul className={styles.cards}>
          {bots.map((bot) => (
            <BotCard key={bot.id} bot={bot} />
          ))}
        </ul>
      ) : null}
      {isEmpty ? (
        <StateView icon="bot" title={words.empty} help={words.emptyHelp} action={create} />
      ) : null}
      {!bots && error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : null}
      {bots || error ? null : <Skeleton label={common.loading} shapes={['card', 'card']} />}
      <CreateDrawer isOpen={isCreating} onClose={() => setCreating(false)} />
    </SettingsPage>
  )
}
