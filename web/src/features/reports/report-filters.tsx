import { keepPreviousData, useQuery } from '@tanstack/react-query'

import { FilterChoice } from '../../ui/filter-choice.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { useWords } from '../../words/index.ts'
import { channelTitle } from '../channels/index.ts'
import { useFeedState } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { type Asked, daysAlone, getReport } from './api/reports.ts'
import { type FilterName, filterNames, type ReportSearch } from './report-search.ts'
import type { SectionName } from './sections.ts'
import { useAsked, useShow } from './use-report.ts'

const all = Object.keys(filterNames) as FilterName[]
const ofPeople: readonly FilterName[] = ['team', 'operator']
const ofVisits: readonly FilterName[] = ['channel', 'source']

/** What a section can be narrowed by; its own rows narrow it already. */
const filtersOf = (section: SectionName): readonly FilterName[] =>
  section === 'statuses' ? ofPeople : section === 'attribution' ? ofVisits : all

/** By channel, team, person, bot, topic, tag and source: of what there was in these days. */
export function ReportFilters() {
  const { reportPages: words } = useWords()
  const { search, section, asked } = useAsked()
  const show = useShow()
  const shown = filtersOf(section)
  const isFiltered = shown.some((name) => search[name] !== undefined)
  return (
    <>
      {shown.map((name) => (
        <Choice key={name} name={name} search={search} asked={asked} />
      ))}
      {isFiltered ? (
        <TextButton onClick={() => show(Object.fromEntries(all.map((name) => [name, undefined])))}>
          {words.resetFilters}
        </TextButton>
      ) : null}
    </>
  )
}

interface ChoiceProps {
  name: FilterName
  search: ReportSearch
  asked: Asked
}

function Choice({ name, search, asked }: ChoiceProps) {
  const { reportPages: words } = useWords()
  const show = useShow()
  const options = useOptions(name, asked)
  const value = search[name]
  // A choice of one is no choice, and is not offered.
  if (options.length < 2 && value === undefined) return null
  const isKnown = value === undefined || options.some(({ id }) => id === value)
  return (
    <FilterChoice
      label={words.filters[name]}
      all={words.all[name]}
      value={value ?? ''}
      options={isKnown ? options : [...options, { id: value, name: value }]}
      onChange={(id) => show({ [name]: id || undefined })}
    />
  )
}

const reportOf = { bot: 'bots', topic: 'topics', tag: 'tags', source: 'sources' } as const

/** People, teams and channels are known; labels and sources are those that the period had. */
function useOptions(name: FilterName, asked: Asked): { id: string; name: string }[] {
  const { modules } = useSession()
  const teams = useFeedState((state) => state.teams)
  const channels = useFeedState((state) => state.channels)
  const channelKinds = useFeedState((state) => state.channelKinds)
  const operators = useFeedState((state) => state.operators)
  const report = name in reportOf ? reportOf[name as keyof typeof reportOf] : undefined
  const days = daysAlone(asked)
  const query = useQuery({
    queryKey: ['reports', 'options', report, days],
    queryFn: ({ signal }) => getReport(report!, days, signal),
    enabled: report !== undefined && (report !== 'bots' || modules.bots),
    placeholderData: keepPreviousData,
    staleTime: 300_000,
  })
  if (report) return (query.data?.rows ?? []).filter(({ id, name: is }) => id !== '' && is !== '')
  if (name === 'team') return [...teams.values()]
  if (name === 'operator') return byName([...operators.values()])
  return [...channels.keys()].map((id) => ({
    id,
    name: channelTitle({ channels, channelKinds }, id),
  }))
}

const byName = <Named extends { name: string }>(all: Named[]): Named[] =>
  all.sort((a, b) => a.name.localeCompare(b.name))
