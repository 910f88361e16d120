import type { ContactCard, Conversation } from '@otklik/protocol'
import { useQuery } from '@tanstack/react-query'

import { api } from '../../api/address.ts'
import { request } from '../../api/request.ts'
import { useFeedState } from '../feed/index.ts'

type Addresses = ContactCard['addresses']

/**
 * D-20, D-35: where else the same contact is reached, one address of each channel.
 *
 * @returns undefined while it is not known
 */
export function useElsewhere(
  { contact, channelId }: Pick<Conversation, 'contact' | 'channelId'>,
  isWanted = true,
): Addresses | undefined {
  const channels = useFeedState((state) => state.channels)
  const { data } = useQuery({
    queryKey: ['contact', contact.id, 'elsewhere'],
    queryFn: ({ signal }) => request<ContactCard>(api`contacts/${contact.id}`, { signal }),
    enabled: isWanted,
  })
  return data?.addresses.filter(
    (each, at, all) =>
      each.channelId !== channelId &&
      !each.blockedAt &&
      (channels.get(each.channelId)?.state ?? 'disconnected') !== 'disconnected' &&
      all.findIndex((other) => other.channelId === each.channelId) === at,
  )
}
