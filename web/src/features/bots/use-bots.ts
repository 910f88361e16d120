import type { Bot } from '@otklik/protocol/settings'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import { useFeedState } from '../feed/index.ts'

import { type BotChanges, botQuery, botsQuery, editBot } from './api/bots.ts'

/** The feed tells that something has changed among the bots, and not what. */
export function useFreshBots(): void {
  const client = useQueryClient()
  const changes = useFeedState((state) => state.listChanges)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is the reason to ask, not a part of the question
  useEffect(() => {
    void client.invalidateQueries({ queryKey: botsQuery.queryKey })
  }, [client, changes])
}

/** Shows what the server answered, wherever this bot is shown, before it is asked again. */
export function useKeepBot(): (saved: Bot) => void {
  const client = useQueryClient()
  return (saved) => {
    client.setQueryData(botQuery(saved.id).queryKey, saved)
    client.setQueryData(botsQuery.queryKey, (bots) =>
      bots?.map((bot) => (bot.id === saved.id ? saved : bot)),
    )
  }
}

/** Changes that take effect by themselves, without a form around them. */
export function useBotChange(bot: Bot, onDone?: (saved: Bot) => void) {
  const client = useQueryClient()
  const keep = useKeepBot()
  return useMutation({
    mutationFn: (changes: BotChanges) => editBot(bot.id, bot.version, changes),
    onSuccess(saved) {
      keep(saved)
      void client.invalidateQueries({ queryKey: [...botQuery(bot.id).queryKey, 'history'] })
      onDone?.(saved)
    },
    // Somebody was quicker: what is shown has to be asked anew.
    onError: () => void client.invalidateQueries({ queryKey: botsQuery.queryKey }),
  })
}
