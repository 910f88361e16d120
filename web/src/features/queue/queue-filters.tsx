import { useNavigate } from '@tanstack/react-router'

import { Icon } from '../../ui/icons.tsx'
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
        <Choice
          label={words.teamFilter}
          all={words.allTeams}
          value={teamId}
          options={[...teams.values()].map(({ id, name }) => ({ id, name }))}
          onChange={(team) => choose({ team })}
        />
      ) : null}
      {channels.size > 1 ? (
        <Choice
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

interface ChoiceProps {
  label: string
  /** What stands for no filter. */
  all: string
  value: string
  options: readonly { id: string; name: string }[]
  onChange: (id: string) => void
}

function Choice({ label, all, value, options, onChange }: ChoiceProps) {
  return (
    <span className={styles.choice}>
      <select
        aria-label={label}
        className={styles.select}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        <option value="">{all}</option>
        {options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <Icon name="chevronDown" className={styles.chevron} />
    </span>
  )
}
