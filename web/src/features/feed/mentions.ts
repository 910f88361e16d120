import type { Mention, Message, Team } from '@otklik/protocol'

import { Copies } from './copies.ts'

/** Notes of one conversation that call the reader. */
interface Calls {
  readonly all: ReadonlySet<string>
  readonly unseen: ReadonlySet<string>
}

type Note = Omit<Mention, 'conversationId'>

/** By conversation, the notes that call the reader; those not seen yet are told apart. */
export type Mentions = ReadonlyMap<string, Calls>

interface Known {
  readonly me: string
  readonly teams: ReadonlyMap<string, Team>
  readonly mentions: Mentions
}

export function mentionsOf(list: readonly Mention[]): Mentions {
  const notes = new Map<string, Note[]>()
  for (const { conversationId, ...note } of list) {
    const known = notes.get(conversationId)
    if (known) known.push(note)
    else notes.set(conversationId, [note])
  }
  return new Map([...notes].map(([id, each]) => [id, callsOf(each)]))
}

const callsOf = (list: readonly Note[]): Calls => ({
  all: new Set(list.map(({ messageId }) => messageId)),
  unseen: new Set(list.flatMap(({ messageId, isSeen }) => (isSeen ? [] : [messageId]))),
})

/** A conversation has come into the reader's sight, with what calls them there. */
export function withCalls<State extends Known>(
  state: State,
  conversationId: string,
  { mentions, copies }: { mentions: readonly Note[]; copies: Copies },
): State {
  return put(state, conversationId, { calls: callsOf(mentions), copies })
}

/** Whether a note calls the reader, by name or by way of a team. Nobody calls themselves. */
export function isCalledBy(
  { kind, author, mentions = [] }: Message,
  { me, teams }: Pick<Known, 'me' | 'teams'>,
): boolean {
  if (kind !== 'note' || author.id === me) return false
  return mentions.some(({ kind: what, id }) =>
    what === 'operator' ? id === me : teams.get(id)?.memberIds.includes(me),
  )
}

export function withMention<State extends Known>(
  state: State,
  message: Message,
  copies: Copies,
): State {
  const { conversationId, id, deletedAt, version } = message
  const known = state.mentions.get(conversationId)
  if (deletedAt && known?.all.has(id)) {
    const calls = { all: without(known.all, id), unseen: without(known.unseen, id) }
    return put(state, conversationId, { calls, copies })
  }
  // An edit calls nobody anew.
  if (deletedAt || version > 1 || known?.unseen.has(id) || !isCalledBy(message, state)) return state
  const calls = {
    all: new Set([...(known?.all ?? []), id]),
    unseen: new Set([...(known?.unseen ?? []), id]),
  }
  return put(state, conversationId, { calls, copies })
}

export function withMentionsSeen<State extends Known>(
  state: State,
  conversationId: string,
  copies = new Copies(),
): State {
  const known = state.mentions.get(conversationId)
  if (!known?.unseen.size) return state
  return put(state, conversationId, { calls: { ...known, unseen: new Set() }, copies })
}

function put<State extends Known>(
  state: State,
  conversationId: string,
  { calls, copies }: { calls: Calls; copies: Copies },
): State {
  const mentions = copies.of(state.mentions)
  if (calls.all.size > 0) mentions.set(conversationId, calls)
  else mentions.delete(conversationId)
  return { ...state, mentions }
}

function without(ids: ReadonlySet<string>, gone: string): ReadonlySet<string> {
  return new Set([...ids].filter((id) => id !== gone))
}
