import type { SavedFilter } from '@otklik/protocol'
import { useMemo } from 'react'

import type { IconName } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'
import { channelTitle } from '../channels/index.ts'
import { useFeed, useFeedState } from '../feed/index.ts'
import { type FixedFolder, type Folder, subjectOf } from './folder.ts'
import { useFilters } from './use-filters.ts'
import { type FolderCounts, useFolderCounts } from './use-folder-counts.ts'
import { useShownFolders } from './use-shown-folders.ts'

export type SectionName = 'fixed' | 'filters' | 'channels' | 'teams' | 'tags'

export interface FolderItem {
  readonly folder: Folder
  readonly label: string
  readonly count: number | undefined
  /** A drawn icon, or a channel's glyph. */
  readonly icon: IconName | { channelId: string }
  readonly problem?: string | undefined
  readonly filter?: SavedFilter
}

export interface FolderSection {
  readonly name: SectionName
  readonly title: string
  readonly items: readonly FolderItem[]
}

export const folderIcons: Record<FixedFolder, IconName> = {
  unanswered: 'flag',
  mine: 'inbox',
  queue: 'people',
  mentions: 'at',
  snoozed: 'clock',
  held: 'pause',
  bots: 'bot',
  open: 'message',
  closed: 'checkCircle',
  spam: 'ban',
}

/** More tags than this nobody looks through: they are searched for. */
const mostTags = 15

/** All folders there are for the reader, in sections. */
export function useFolderSections(): readonly FolderSection[] {
  const { folders } = useWords()
  const counts = useFolderCounts()
  const shown = useShownFolders()
  const filters = useFilters()
  const channels = useChannelItems(counts)
  const teams = useFeedState((state) => state.teams)
  return useMemo(() => {
    const fixed: FolderItem[] = shown.map((folder) => ({
      ...{ folder, label: folders[folder], count: counts.get(folder), icon: folderIcons[folder] },
    }))
    const saved: FolderItem[] = filters.map((filter) => {
      const folder = `filter:${filter.id}` as const
      const icon = filter.isShared ? 'share' : 'filter'
      return { folder, label: filter.name, count: counts.get(folder), icon, filter }
    })
    const ofTeams: FolderItem[] = [...teams.values()]
      .map(({ id, name, isEveryone }) => ({
        id,
        name,
        isEveryone,
        count: counts.get(`team:${id}`),
      }))
      .filter(({ isEveryone, count }) => !isEveryone || count)
      .map(({ id, name, count }) => ({ folder: `team:${id}`, label: name, count, icon: 'people' }))
    return [
      { name: 'fixed', title: folders.title, items: fixed },
      { name: 'filters', title: folders.filters, items: saved },
      { name: 'channels', title: folders.channels, items: channels },
      { name: 'teams', title: folders.teams, items: ofTeams },
      { name: 'tags', title: folders.tags, items: tagItems(counts) },
    ]
  }, [shown, filters, channels, teams, counts, folders])
}

function useChannelItems(counts: FolderCounts): readonly FolderItem[] {
  const { folders } = useWords()
  const channels = useFeedState((state) => state.channels)
  const kinds = useFeedState((state) => state.channelKinds)
  return useMemo(() => {
    const problems = {
      working: undefined,
      broken: folders.channelBroken,
      connecting: folders.channelConnecting,
      disconnected: folders.channelDisconnected,
    }
    return [...channels.values()].map(({ id, state }) => ({
      folder: `channel:${id}` as const,
      label: channelTitle({ channels, channelKinds: kinds }, id),
      count: counts.get(`channel:${id}`),
      icon: { channelId: id },
      problem: problems[state],
    }))
  }, [channels, kinds, counts, folders])
}

/** Those that open conversations bear, the most borne first. */
function tagItems(counts: FolderCounts): FolderItem[] {
  const tags: FolderItem[] = []
  for (const [folder, count] of counts) {
    const label = subjectOf(folder, 'tag')
    if (label !== undefined) tags.push({ folder, label, count, icon: 'tag' })
  }
  return tags
    .sort((a, b) => (b.count ?? 0) - (a.count ?? 0) || a.label.localeCompare(b.label))
    .slice(0, mostTags)
}

/** What a folder is called; a tag by itself, also where nothing bears it any more. */
export function useFolderTitle(folder: Folder): string {
  const { folders } = useWords()
  const feed = useFeed()
  const filters = useFilters()
  const teams = useFeedState((state) => state.teams)
  const channelId = subjectOf(folder, 'channel')
  if (channelId !== undefined) return channelTitle(feed.state.get(), channelId)
  const teamId = subjectOf(folder, 'team')
  if (teamId !== undefined) return teams.get(teamId)?.name ?? folders.teams
  const filterId = subjectOf(folder, 'filter')
  if (filterId !== undefined) {
    return filters.find(({ id }) => id === filterId)?.name ?? folders.filters
  }
  return subjectOf(folder, 'tag') ?? folders[folder as FixedFolder]
}
