import type { ChannelKindView } from '@otklik/protocol'
import type { ChannelTracking } from '@otklik/protocol/settings'
import { useQuery, useQueryClient } from '@tanstack/react-query'

import { useWords } from '../../words/index.ts'
import { type Editing, useEditing } from '../editing/index.ts'
import { channelTrackingQuery, editChannelTracking } from './api/tracking.ts'

export interface TrackingForm {
  isOn: boolean
  question: string
}

export interface TrackingEditing {
  edit: Editing<TrackingForm>
  /** Absent where links carry nothing, and until it is known. */
  stored: ChannelTracking | undefined
}

const nothing: ChannelTracking = { version: 0, isOn: false, question: '', carries: 'payload' }

/** «Отображать номер заявки для коллтрекинга», as the channel's page edits it. */
export function useTracking(channelId: string, kind: ChannelKindView): TrackingEditing {
  const { tracking: words } = useWords()
  const client = useQueryClient()
  const query = channelTrackingQuery(channelId)
  const { data } = useQuery({ ...query, enabled: Boolean(kind.capabilities.linkCarries) })
  const edit = useEditing<ChannelTracking, TrackingForm>({
    stored: data ?? nothing,
    valuesOf: ({ isOn, question }) => ({ isOn, question }),
    names: words.names,
    save: ({ version, values }) => editChannelTracking(channelId, { version, ...values }),
    reload: () => client.fetchQuery({ ...query, staleTime: 0 }),
    keep: (saved) => client.setQueryData(query.queryKey, saved),
  })
  return { edit, stored: data }
}
