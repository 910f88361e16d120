import { ApiError, isInvalid } from '../api-error.ts'
import { getReadable, listMessages } from '../dialogs.ts'
import type { Community, Dialog, Message } from '../model.ts'
import { wireCommunity, wireMessage, wireUser } from '../wire.ts'
import { emptyDialog } from '../world.ts'
import { type Call, COMMUNITY, communityOf, type Method, readCount } from './call.ts'

const MAX_IDS = 100

const own = (name: string, run: Method['run']): Method => ({
  name: `messages.${name}`,
  kinds: COMMUNITY,
  right: 'messages',
  run,
})

export const readMethods: Method[] = [
  own('getHistory', getHistory),
  own('getConversations', getConversations),
  own('getConversationsById', getConversationsById),
  own('getById', getById),
  own('getByConversationMessageId', getByCmid),
  own('isMessagesFromGroupAllowed', isAllowed),
]

function dialogOf(call: Call, peerId: number): Dialog {
  const community = communityOf(call)
  return getReadable(call.vk, community, peerId) ?? emptyDialog(community.id, peerId)
}

/** Newest first; `rev` turns it round, `start_cmid` and `offset` say from where. */
function getHistory(call: Call): unknown {
  const { params } = call
  const dialog = dialogOf(call, params.integer('peer_id', params.integer('user_id', 0)))
  const all = listMessages(dialog)
  if (!params.flag('rev')) all.reverse()
  const start = params.integer('start_cmid', 0)
  const from =
    start > 0
      ? Math.max(
          0,
          all.findIndex(({ cmid }) => cmid === start),
        )
      : 0
  const offset = Math.max(0, from + params.integer('offset', 0))
  const items = all.slice(offset, offset + readCount(call, 200, 20))
  return {
    count: all.length,
    items: items.map((message) => wireMessage(dialog, message)),
    ...extended(call, [dialog]),
  }
}

function extended(call: Call, dialogs: Dialog[]) {
  const { vk, params } = call
  if (!params.flag('extended') && !params.has('fields')) return {}
  const profiles = dialogs.flatMap(({ peerId }) => vk.world.users.get(peerId) ?? [])
  return { profiles: profiles.map(wireUser), groups: [wireCommunity(communityOf(call))] }
}

const FILTERS: Record<string, (dialog: Dialog) => boolean> = {
  all: () => true,
  unread: (dialog) => countUnread(dialog) > 0,
  unanswered: ({ isAnswered }) => !isAnswered,
  important: () => false,
}

function getConversations(call: Call): unknown {
  const { vk, params } = call
  const community = communityOf(call)
  const isWanted = FILTERS[params.text('filter') || 'all']
  if (!isWanted) throw isInvalid('filter is invalid')
  const found = vk.world
    .dialogs(community.id)
    .filter((dialog) => listMessages(dialog).length > 0 && isWanted(dialog))
    .sort((a, b) => lastOf(b)!.at - lastOf(a)!.at)
  const offset = params.integer('offset', 0)
  const items = found.slice(offset, offset + readCount(call, 200, 20))
  return {
    count: found.length,
    items: items.map((dialog) => ({
      conversation: wireConversation(call, community, dialog),
      last_message: wireMessage(dialog, lastOf(dialog)!),
    })),
    ...extended(call, items),
  }
}

function getConversationsById(call: Call): unknown {
  const community = communityOf(call)
  const dialogs = call.params.integers('peer_ids').map((peerId) => dialogOf(call, peerId))
  return {
    count: dialogs.length,
    items: dialogs.map((dialog) => wireConversation(call, community, dialog)),
    ...extended(call, dialogs),
  }
}

const lastOf = (dialog: Dialog): Message | undefined => listMessages(dialog).at(-1)

const countUnread = (dialog: Dialog) =>
  listMessages(dialog).filter(({ fromId, id }) => fromId > 0 && id > dialog.inRead).length

function wireConversation(call: Call, community: Community, dialog: Dialog) {
  const user = call.vk.world.users.get(dialog.peerId)
  const reason = user?.deactivated
    ? 18
    : community.banned.includes(dialog.peerId)
      ? 900
      : user?.isPrivate
        ? 902
        : dialog.permission === 'allowed'
          ? undefined
          : 901
  return {
    peer: { id: dialog.peerId, type: 'user', local_id: dialog.peerId },
    last_message_id: lastOf(dialog)?.id ?? 0,
    last_conversation_message_id: dialog.lastCmid,
    in_read: dialog.inRead,
    out_read: dialog.outRead,
    unread_count: countUnread(dialog),
    is_answered: dialog.isAnswered,
    can_write: { allowed: reason === undefined, ...(reason !== undefined && { reason }) },
  }
}

function getById(call: Call): unknown {
  const ids = call.params.integers('message_ids')
  if (ids.length === 0 || ids.length > MAX_IDS) throw isInvalid('message_ids is invalid')
  const dialogs = call.vk.world.dialogs(communityOf(call).id)
  const items = ids.flatMap((id) =>
    dialogs.flatMap((dialog) =>
      listMessages(dialog)
        .filter((message) => message.id === id)
        .map((message) => wireMessage(dialog, message)),
    ),
  )
  return { count: items.length, items, ...extended(call, dialogs) }
}

function getByCmid(call: Call): unknown {
  const cmids = [
    ...call.params.integers('conversation_message_ids'),
    ...call.params.integers('cmids'),
  ]
  if (cmids.length === 0 || cmids.length > MAX_IDS)
    throw isInvalid('conversation_message_ids is invalid')
  const dialog = dialogOf(call, call.params.integer('peer_id'))
  const items = listMessages(dialog)
    .filter(({ cmid }) => cmids.includes(cmid))
    .map((message) => wireMessage(dialog, message))
  return { count: items.length, items, ...extended(call, [dialog]) }
}

function isAllowed(call: Call): unknown {
  call.params.integer('group_id')
  const { id } = communityOf(call)
  const userId = call.params.integer('user_id')
  if (!call.vk.world.users.has(userId)) throw new ApiError(113)
  return { is_allowed: call.vk.world.findDialog(id, userId)?.permission === 'allowed' ? 1 : 0 }
}
