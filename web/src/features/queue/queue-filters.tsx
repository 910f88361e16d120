import { useNavigate } from '@tanstack/react-router'

import { FilterChoice } from '../../ui/filter-choice.tsx'
import { useWords } from '../../words/index.ts'
import { channelTitle } from '../channels/index.ts'
import { useFeedState } from '../feed/index.ts'
import styles from './queue-page.module.css'
import type { QueueFilter } from './queue-rows.ts'

/** By team and by channel; kept in the address, so that a link shows the same. */
export function QueueFilters({ teamId = '', channelId = '' }: QueueFilter) {
  const { queue: words } = useWords()
  const navigate = useNavigate()
  const teams = useFeedState((state) => state.teams)
  const channels = useFeedState((state) => state.channels)
  const kinds = useFeedState((state) => state.channelKinds)
  const choose = (change: { team?: string; channel?: string }) => {
    const { team, channel } = { team: teamId, channel: channelId, ...change }
    const search = { ...(team && { team }), ...(channel && { channel }) }
    void navigate({ to: '/queue', search, replace: true })
  }
  return (
    <div className={styles.filters}>
      {teams.size > 1 ? (
        <FilterChoice
          label={words.teamFilter}
          all={words.allTeams}
          value={teamId}
          options={[...teams.values()].map(({ id, name }) => ({ id, name }))}
          onChange={(team) => choose({ team })}
        />
      ) : null}
      {channels.size > 1 ? (
        <FilterChoice
          label={words.channelFilter}
          all={words.allChannels}
          value={channelId}
          options={[...channels.keys()].map((id) => ({
            id,
            name: channelTitle({ channels, channelKinds: kinds }, id),
          }))}
          onChange={(channel) => choose({ channel })}
        />
      ) : null}
    </div>
  )
}
