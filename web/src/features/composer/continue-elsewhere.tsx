import type { ContactCard, Conversation } from '@otklik/protocol'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'

import { request } from '../../api/request.ts'
import { useWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import { WayOn } from './closed-composer.tsx'

const WriteFirstDialog = lazy(() =>
  import('../templates/write-first-dialog.tsx').then((module) => ({
    default: module.WriteFirstDialog,
  })),
)

/** D-20, D-35: where this channel is shut, another of the same contact may be open. */
export function ContinueElsewhere({ conversation }: { conversation: Conversation }) {
  const { conversation: words } = useWords()
  const navigate = useNavigate()
  const channels = useFeedState((state) => state.channels)
  const [isOpen, setOpen] = useState(false)
  const { id, contact, channelId, continuedIn } = conversation
  const { data } = useQuery({
    queryKey: ['contact', contact.id, 'elsewhere'],
    queryFn: ({ signal }) => request<ContactCard>(`/api/v1/contacts/${contact.id}`, { signal }),
  })
  const addresses = (data?.addresses ?? []).filter(
    (each, at, all) =>
      each.channelId !== channelId &&
      !each.blockedAt &&
      (channels.get(each.channelId)?.state ?? 'disconnected') !== 'disconnected' &&
      all.findIndex((other) => other.channelId === each.channelId) === at,
  )
  const open = (conversationId: string) =>
    void navigate({
      to: '/conversations/$conversationId',
      params: { conversationId },
      search: (search) => search,
    })
  if (continuedIn) return <WayOn label={words.openElsewhere} onClick={() => open(continuedIn)} />
  if (addresses.length === 0) return null
  return (
    <>
      <WayOn label={words.elsewhere} onClick={() => setOpen(true)} />
      {isOpen ? (
        <Suspense>
          <WriteFirstDialog
            to={undefined}
            continues={{ id, addresses }}
            isOpen
            onOpened={open}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
    </>
  )
}
