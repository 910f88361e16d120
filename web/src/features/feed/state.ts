import type {
  Channel,
  ChannelKindView,
  Conversation,
  FeedEvent,
  Message,
  Operator,
  ServerFrame,
  Snapshot,
  Team,
} from '@otklik/protocol'
import type { Trouble } from '@otklik/protocol/settings'

import { Copies } from './copies.ts'
import { type Mentions, mentionsOf, withCalls, withMention, withMentionsSeen } from './mentions.ts'
import { type MessageList, merge } from './message-list.ts'

/** What the workplace knows, as of feed number `number`. Every change makes a new object. */
export interface FeedState {
  readonly number: number
  /** Names what the reader may see: another role, scope or team makes another view. */
  readonly viewId: string
  readonly isLoaded: boolean
  readonly operators: ReadonlyMap<string, Operator>
  readonly teams: ReadonlyMap<string, Team>
  readonly channels: ReadonlyMap<string, Channel>
  readonly channelKinds: ReadonlyMap<string, ChannelKindView>
  /** Grows with every change among templates and bots: whoever shows them asks anew. */
  readonly listChanges: number
  /** How often the cards of contacts changed, by contact: whoever shows one asks anew. */
  readonly contactChanges: ReadonlyMap<string, number>
  readonly troubles: ReadonlyMap<string, Trouble>
  readonly conversations: ReadonlyMap<string, Conversation>
  /** Who looks: whom a note calls is known by it. */
  readonly me: string
  /** Notes that call the reader by name, by conversation. */
  readonly mentions: Mentions
  /** Left the reader's sight: an answer that was on its way meanwhile does not bring them back. */
  readonly gone: ReadonlySet<string>
  /** Only of conversations that were opened here. */
  readonly messages: ReadonlyMap<string, MessageList>
}

export const nothingKnown: FeedState = {
  number: 0,
  viewId: '',
  isLoaded: false,
  operators: new Map(),
  teams: new Map(),
  channels: new Map(),
  channelKinds: new Map(),
  listChanges: 0,
  contactChanges: new Map(),
  troubles: new Map(),
  conversations: new Map(),
  me: '',
  mentions: new Map(),
  gone: new Set(),
  messages: new Map(),
}

/** An answer that is on its way longer than so many departures is none to think of. */
const mostGone = 1000

type EventsFrame = Extract<ServerFrame, { type: 'events' }>

/**
 * A fresh start. Closed conversations stay, for they can no longer change; open ones that the
 * snapshot does not name were closed or left the reader's scope. Of another view nothing stays.
 */
export function withSnapshot(known: FeedState, snapshot: Snapshot): FeedState {
  const state = known.viewId === snapshot.viewId ? known : nothingKnown
  const closed = [...state.conversations.values()].filter(({ status }) => status === 'closed')
  const messages = new Map<string, MessageList>()
  for (const [id, list] of state.messages) {
    messages.set(id, list.freshness === 'fresh' ? { ...list, freshness: 'stale' } : list)
  }
  return {
    number: snapshot.number,
    viewId: snapshot.viewId,
    isLoaded: true,
    operators: byId(snapshot.operators),
    teams: byId(snapshot.teams),
    channels: byId(snapshot.channels),
    channelKinds: byId(snapshot.channelKinds),
    listChanges: known.listChanges + 1,
    contactChanges: known.contactChanges,
    troubles: byId(snapshot.troubles),
    conversations: byId([...closed, ...snapshot.conversations]),
    gone: new Set(),
    me: known.me,
    mentions: mentionsOf(snapshot.mentions),
    messages,
  }
}

/** Applies what a frame covers, or says that something before it is missing. */
export function withFrame(state: FeedState, frame: EventsFrame): FeedState | 'hole' {
  if (frame.from > state.number + 1) return 'hole'
  if (frame.to <= state.number) return state
  const events = frame.events.filter(({ number }) => number > state.number)
  const copies = new Copies()
  const next = events.reduce((known, event) => withEvent(known, event, copies), state)
  return { ...next, number: frame.to }
}

function withEvent(state: FeedState, event: FeedEvent, copies: Copies): FeedState {
  switch (event.kind) {
    case 'conversation':
      return withConversation(state, event, copies)
    case 'message':
      return withMention(withMessages(state, [event.payload], copies), event.payload, copies)
    case 'channel':
      return { ...state, channels: putNewer(state.channels, event.payload, copies) }
    case 'operator':
      return withOperator(state, event.payload, copies)
    case 'team':
      return { ...state, teams: putNewer(state.teams, event.payload, copies) }
    case 'templates':
    case 'bots':
    case 'labels':
    case 'quality':
      return { ...state, listChanges: state.listChanges + 1 }
    case 'contact': {
      const changes = copies.of(state.contactChanges)
      const { id } = event.payload
      return { ...state, contactChanges: changes.set(id, (changes.get(id) ?? 0) + 1) }
    }
    // Who reads knows which modules are on from the session.
    case 'modules':
      return state
    case 'filters': {
      const { ownerId } = event.payload
      const isMine = ownerId === undefined || ownerId === state.me
      return isMine ? { ...state, listChanges: state.listChanges + 1 } : state
    }
    case 'mentions-seen':
      return event.payload.operatorId === state.me
        ? withMentionsSeen(state, event.payload.conversationId, copies)
        : state
    case 'trouble':
      return { ...state, troubles: put(state.troubles, [event.payload], copies) }
    case 'gone':
      return without(state, event.payload.id, copies)
  }
}

function withConversation(
  state: FeedState,
  { payload, mentions }: Extract<FeedEvent, { kind: 'conversation' }>,
  copies: Copies,
): FeedState {
  const next = withConversations(withoutGone(state, payload.id), [payload], copies)
  return mentions ? withCalls(next, payload.id, { mentions, copies }) : next
}

export function withConversations(
  state: FeedState,
  changed: readonly Conversation[],
  copies = new Copies(),
): FeedState {
  const newer = changed.filter(
    ({ id, version }) =>
      !state.gone.has(id) && (state.conversations.get(id)?.version ?? -1) < version,
  )
  if (newer.length === 0) return state
  return { ...state, conversations: put(state.conversations, newer, copies) }
}

export function withOperator(
  state: FeedState,
  operator: Operator,
  copies = new Copies(),
): FeedState {
  return { ...state, operators: putNewer(state.operators, operator, copies) }
}

/** Messages of conversations nobody opened are left out: the list shows their last word anyway. */
export function withMessages(
  state: FeedState,
  changed: readonly Message[],
  copies = new Copies(),
): FeedState {
  let next = state
  for (const message of changed) {
    const list = next.messages.get(message.conversationId)
    if (!list) continue
    const messages = merge(list.messages, [message])
    if (messages !== list.messages)
      next = withList(next, message.conversationId, { ...list, messages }, copies)
  }
  return next
}

export function withList(
  state: FeedState,
  conversationId: string,
  list: MessageList,
  copies = new Copies(),
): FeedState {
  const messages = copies.of(state.messages)
  // Moved to the end: the order of the map is that of use.
  messages.delete(conversationId)
  return { ...state, messages: messages.set(conversationId, list) }
}

/** Forgets the messages that were opened longest ago, so that a long day does not fill the memory. */
export function withFewerLists(state: FeedState, most: number): FeedState {
  if (state.messages.size <= most) return state
  return { ...state, messages: new Map([...state.messages].slice(-most)) }
}

/**
 * Forgets what was closed longest ago, so that a long day does not fill the memory. What is shown,
 * has its messages here or calls the reader stays; the rest is asked for when it is opened again.
 */
export function withFewerClosed(
  state: FeedState,
  most: number,
  shownId?: string | null,
): FeedState {
  const { conversations, messages, mentions } = state
  const closed = [...conversations.values()].filter(
    ({ id, status }) =>
      status === 'closed' && id !== shownId && !messages.has(id) && !mentions.has(id),
  )
  if (closed.length <= most) return state
  const when = ({ closedAt, lastActivityAt }: Conversation) =>
    Date.parse(closedAt ?? lastActivityAt)
  const kept = new Map(conversations)
  for (const { id } of closed.sort((a, b) => when(a) - when(b)).slice(0, -most)) kept.delete(id)
  return { ...state, conversations: kept }
}

/** A conversation out of the reader's scope, a team that was deleted, a trouble that is over. */
function without(state: FeedState, id: string, copies: Copies): FeedState {
  const conversations = copies.of(state.conversations)
  const messages = copies.of(state.messages)
  const teams = copies.of(state.teams)
  const troubles = copies.of(state.troubles)
  // What calls the reader there cannot be read any more.
  const mentions = copies.of(state.mentions)
  for (const known of [conversations, messages, teams, troubles, mentions]) known.delete(id)
  const gone = new Set([...state.gone, id].slice(-mostGone))
  return { ...state, conversations, messages, mentions, teams, troubles, gone }
}

/** It is in the reader's sight again. */
function withoutGone(state: FeedState, id: string): FeedState {
  if (!state.gone.has(id)) return state
  const gone = new Set(state.gone)
  gone.delete(id)
  return { ...state, gone }
}

function byId<Item extends { id: string }>(items: readonly Item[]): ReadonlyMap<string, Item> {
  return new Map(items.map((item) => [item.id, item]))
}

function put<Item extends { id: string }>(
  known: ReadonlyMap<string, Item>,
  items: readonly Item[],
  copies: Copies,
): ReadonlyMap<string, Item> {
  const next = copies.of(known)
  for (const item of items) next.set(item.id, item)
  return next
}

function putNewer<Item extends { id: string; version: number }>(
  known: ReadonlyMap<string, Item>,
  item: Item,
  copies: Copies,
): ReadonlyMap<string, Item> {
  return (known.get(item.id)?.version ?? -1) < item.version ? put(known, [item], copies) : known
}
