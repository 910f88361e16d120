import type { ChannelKindView, Message } from '@otklik/protocol'

import { useChannelKind } from '../channels/index.ts'
import { serverClock, useFeedState } from '../feed/index.ts'
import { useSession } from '../session/index.ts'

export interface MessagePowers {
  canReply: boolean
  canEdit: boolean
  canDelete: boolean
}

const nothing: MessagePowers = { canReply: false, canEdit: false, canDelete: false }

export function useMessagePowers(message: Message): MessagePowers {
  const me = useSession().operator.id
  const channelId = useFeedState(
    (state) => state.conversations.get(message.conversationId)?.channelId ?? '',
  )
  const kind = useChannelKind(channelId)
  return kind ? powersOver(message, { me, now: serverClock.now(), ...kind }) : nothing
}

interface Reader {
  me: string
  now: number
  capabilities: ChannelKindView['capabilities']
}

/** What the platform and authorship allow; the server has the last word. */
export function powersOver(message: Message, { me, now, capabilities }: Reader): MessagePowers {
  const isOwn = message.author.type === 'operator' && message.author.id === me
  if (message.kind === 'note') return { canReply: false, canEdit: isOwn, canDelete: isOwn }
  const hasArrived =
    message.status === 'sent' || message.status === 'delivered' || message.status === 'read'
  const { deleteWithinHours = Number.POSITIVE_INFINITY } = capabilities
  const ageHours = (now - Date.parse(message.at)) / 3_600_000
  return {
    canReply: capabilities.canReply && (message.author.type === 'contact' || hasArrived),
    canEdit: capabilities.canEdit && isOwn && hasArrived && message.text !== '',
    canDelete: capabilities.canDelete && isOwn && hasArrived && ageHours < deleteWithinHours,
  }
}
