import { useFormats, useWords } from '../../words/index.ts'
import { useBots } from '../channel-rules/index.ts'
import { useFeedState } from '../feed/index.ts'
import type { Speech } from './say-value.ts'

/** The names of now for the ids that settings hold. */
export function useSpeech(): Speech {
  const words = useWords()
  const formats = useFormats()
  const operators = useFeedState((state) => state.operators)
  const teams = useFeedState((state) => state.teams)
  const bots = useBots()
  const channels = useFeedState((state) => state.channels)
  const kinds = useFeedState((state) => state.channelKinds)
  return {
    words,
    formats,
    operator: (id) => operators.get(id)?.name,
    team: (id) => teams.get(id)?.name,
    bot: (id) => bots?.find((bot) => bot.id === id)?.name,
    channel: (id) => channels.get(id)?.name,
    connectionField: (name) =>
      [...kinds.values()].flatMap(({ fields }) => fields).find((field) => field.name === name)
        ?.label,
  }
}
