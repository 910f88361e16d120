import { FilterChoice } from '../../ui/filter-choice.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { useWords } from '../../words/index.ts'
import { channelTitle } from '../channels/index.ts'
import { useFeedState } from '../feed/index.ts'
import { activeOf, useLabels } from '../labels/index.ts'
import styles from './search.module.css'
import { hasFilters, type SearchFilter } from './search-filter.ts'
import { useSearchFilter } from './use-search-filter.ts'

/** Where it is looked; a filter that nothing could be chosen from is absent. */
export function SearchFilters() {
  const { search: words } = useWords()
  const { filter, choose, reset } = useSearchFilter()
  const channels = useFeedState((state) => state.channels)
  const kinds = useFeedState((state) => state.channelKinds)
  const operators = useFeedState((state) => state.operators)
  const teams = useFeedState((state) => state.teams)
  const { data: labels } = useLabels()
  return (
    <fieldset className={styles.filters} aria-label={words.filters}>
      <div className={styles.choices}>
        {channels.size > 1 ? (
          <FilterChoice
            label={words.byChannel}
            all={words.allChannels}
            value={filter.channel ?? ''}
            options={[...channels.keys()].map((id) => ({
              id,
              name: channelTitle({ channels, channelKinds: kinds }, id),
            }))}
            onChange={(channel) => choose({ channel })}
          />
        ) : null}
        {operators.size > 1 && !filter.mine ? (
          <FilterChoice
            label={words.byOperator}
            all={words.allOperators}
            value={filter.operator ?? ''}
            options={[...operators.values()]}
            onChange={(operator) => choose({ operator })}
          />
        ) : null}
        {teams.size > 1 ? (
          <FilterChoice
            label={words.byTeam}
            all={words.allTeams}
            value={filter.team ?? ''}
            options={[...teams.values()]}
            onChange={(team) => choose({ team })}
          />
        ) : null}
        {(['topic', 'tag'] as const).map((kind) => {
          const names = activeOf(labels?.labels ?? [], kind).map(({ name }) => ({ id: name, name }))
          return names.length > 0 ? (
            <FilterChoice
              key={kind}
              label={kind === 'topic' ? words.byTopic : words.byTag}
              all={kind === 'topic' ? words.allTopics : words.allTags}
              value={filter[kind] ?? ''}
              options={names}
              onChange={(name) => choose({ [kind]: name })}
            />
          ) : null
        })}
        <FilterChoice
          label={words.byStatus}
          all={words.anyStatus}
          value={filter.status ?? ''}
          options={[
            { id: 'open', name: words.open },
            { id: 'closed', name: words.closed },
          ]}
          onChange={(status) => choose({ status: status as SearchFilter['status'] })}
        />
      </div>
      <div className={styles.marks}>
        <DayField
          label={words.since}
          value={filter.since}
          onChange={(since) => choose({ since })}
        />
        <DayField
          label={words.until}
          value={filter.until}
          onChange={(until) => choose({ until })}
        />
        <Toggle
          label={words.hasFile}
          isOn={filter.file === true}
          onChange={(isOn) => choose({ file: isOn ? true : undefined })}
        />
        <Toggle
          label={words.mine}
          isOn={filter.mine === true}
          onChange={(isOn) => choose({ mine: isOn ? true : undefined })}
        />
        {hasFilters(filter) ? <TextButton onClick={reset}>{words.reset}</TextButton> : null}
      </div>
    </fieldset>
  )
}

interface DayFieldProps {
  label: string
  value: string | undefined
  onChange: (day: string) => void
}

function DayField({ label, value = '', onChange }: DayFieldProps) {
  return (
    <label className={styles.day}>
      {label}
      <input
        type="date"
        className={styles.date}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  )
}

interface ToggleProps {
  label: string
  isOn: boolean
  onChange: (isOn: boolean) => void
}

function Toggle({ label, isOn, onChange }: ToggleProps) {
  return (
    <button
      type="button"
      className={styles.toggle}
      aria-pressed={isOn}
      onClick={() => onChange(!isOn)}
    >
      {label}
    </button>
  )
}
