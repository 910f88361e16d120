import type { Bot, BotDraft, Scenario } from '@otklik/protocol/settings'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'

import { botQuery } from '../bots/api/bots.ts'
import { getDraft, publishDraft, saveDraft } from '../bots/api/draft.ts'
import { useKeepBot } from '../bots/use-bots.ts'
import { DraftSaver } from './draft-saver.ts'
import { byStep, type WrongFields, wrongFields } from './problems.ts'

const nothingWrong: ReadonlyMap<string, WrongFields> = new Map()

export type DraftSaving = ReturnType<typeof useDraftSaving>

/** What is drawn, on its way to the server and to customers. */
export function useDraftSaving(bot: Bot, first: BotDraft, scenario: Scenario) {
  const client = useQueryClient()
  const keep = useKeepBot()
  const [saver] = useState(
    () =>
      new DraftSaver(first, {
        save: (draft) => saveDraft(bot.id, draft),
        load: () => getDraft(bot.id),
      }),
  )
  const state = useSyncExternalStore(saver.state.subscribe, saver.state.get)
  const { draft, failure } = state
  useEffect(() => saver.hold(scenario), [saver, scenario])
  useEffect(() => () => saver.stop(), [saver])
  // Whether it is ahead of what customers talk to, the bot knows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another draft is the reason to ask
  useEffect(() => {
    void client.invalidateQueries({ queryKey: botQuery(bot.id).queryKey, exact: true })
  }, [client, bot.id, draft.draftVersion])

  const publishing = useMutation({
    mutationFn: async () => {
      if (!(await saver.flush())) return undefined
      return publishDraft(bot.id, saver.state.get().draft.draftVersion)
    },
    onSuccess: (published) => published && keep(published),
  })
  const problems = useMemo(() => byStep(draft.problems, scenario), [draft.problems, scenario])
  const wrong = useMemo(
    () => (failure ? wrongFields(failure.error, failure.scenario) : nothingWrong),
    [failure],
  )
  return { saver, ...state, problems, wrong, publishing }
}
