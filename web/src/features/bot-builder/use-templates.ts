import type { Template } from '@otklik/protocol/settings'
import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'

import { useLanguage } from '../../words/index.ts'
import { channelTitle } from '../channels/index.ts'
import { useFeedState } from '../feed/index.ts'
import { templatesQuery } from '../templates/api/templates.ts'

export interface ChannelTemplates {
  channelId: string
  title: string
  templates: readonly Template[]
}

/** Of every channel whose platform has templates. */
export function useAllTemplates(): ChannelTemplates[] {
  const channels = useFeedState((state) => state.channels)
  const channelKinds = useFeedState((state) => state.channelKinds)
  const language = useLanguage()
  const having = useMemo(
    () =>
      [...channels.values()].filter(
        ({ kind, state }) =>
          state !== 'disconnected' && channelKinds.get(kind)?.capabilities.templates !== undefined,
      ),
    [channels, channelKinds],
  )
  const answers = useQueries({
    queries: having.map(({ id }) => templatesQuery(id, language)),
    combine: templatesOf,
  })
  return useMemo(
    () =>
      having.map(({ id }, index) => ({
        channelId: id,
        title: channelTitle({ channels, channelKinds }, id),
        templates: answers[index] ?? [],
      })),
    [having, channels, channelKinds, answers],
  )
}

/** Outside, so that the same answers make the same list. */
function templatesOf(answers: { data: Template[] | undefined }[]): (readonly Template[])[] {
  return answers.map(({ data }) => data ?? [])
}
