import { useMemo } from 'react'

import { FilterChoice } from '../../ui/filter-choice.tsx'
import { useSupervisionWords } from '../../words/supervision-words.ts'
import { channelTitle } from '../channels/index.ts'
import { useFeedState } from '../feed/index.ts'
import type { BoardSearch } from './board-search.ts'
import styles from './supervision-page.module.css'
import type { useShow } from './use-board.ts'

interface BoardFiltersProps {
  search: BoardSearch
  show: ReturnType<typeof useShow>
}

/** By team, channel and person. A choice of one is no choice, and is not offered. */
export function BoardFilters({ search, show }: BoardFiltersProps) {
  const { filters: words } = useSupervisionWords()
  const teams = useFeedState((state) => state.teams)
  const channels = useFeedState((state) => state.channels)
  const channelKinds = useFeedState((state) => state.channelKinds)
  const operators = useFeedState((state) => state.operators)
  const people = useMemo(
    () =>
      [...operators.values()]
        .filter(({ isDisabled }) => !isDisabled)
        .sort((a, b) => a.name.localeCompare(b.name)),
    [operators],
  )
  return (
    <div className={styles.filters}>
      {teams.size > 1 ? (
        <FilterChoice
          label={words.team}
          all={words.allTeams}
          value={search.team ?? ''}
          options={[...teams.values()].map(({ id, name }) => ({ id, name }))}
          onChange={(team) => show({ team })}
        />
      ) : null}
      {channels.size > 1 ? (
        <FilterChoice
          label={words.channel}
          all={words.allChannels}
          value={search.channel ?? ''}
          options={[...channels.keys()].map((id) => ({
            id,
            name: channelTitle({ channels, channelKinds }, id),
          }))}
          onChange={(channel) => show({ channel })}
        />
      ) : null}
      {people.length > 1 ? (
        <FilterChoice
          label={words.operator}
          all={words.allOperators}
          value={search.operator ?? ''}
          options={people.map(({ id, name }) => ({ id, name }))}
          onChange={(operator) => show({ operator })}
        />
      ) : null}
    </div>
  )
}
