import type { Mention, Message, Team } from '@otklik/protocol'

import { Copies } from './copies.ts'

/** By conversation, the notes that call the reader; those not seen yet are told apart. */
export type Mentions = ReadonlyMap<string, { readonly unseen: ReadonlySet<string> }>

interface Known {
  readonly me: string
  readonly teams: ReadonlyMap<string, Team>
  readonly mentions: Mentions
}

export function mentionsOf(list: readonly Mention[]): Mentions {
  const mentions = new Map<string, { unseen: Set<string> }>()
  for (const { conversationId, messageId, isSeen } of list) {
    const known = mentions.get(conversationId) ?? { unseen: new Set() }
    if (!isSeen) known.unseen.add(messageId)
    mentions.set(conversationId, known)
  }
  return mentions
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
  if (deletedAt && known?.unseen.has(id)) {
    return put(state, conversationId, { unseen: without(known.unseen, id), copies })
  }
  // An edit calls nobody anew.
  if (deletedAt || version > 1 || known?.unseen.has(id) || !isCalledBy(message, state)) return state
  const unseen = new Set([...(known?.unseen ?? []), id])
  return put(state, conversationId, { unseen, copies })
}

export function withMentionsSeen<State extends Known>(
  state: State,
  conversationId: string,
  copies = new Copies(),
): State {
  const known = state.mentions.get(conversationId)
  return known?.unseen.size ? put(state, conversationId, { unseen: new Set(), copies }) : state
}

function put<State extends Known>(
  state: State,
  conversationId: string,
  { unseen, copies }: { unseen: ReadonlySet<string>; copies: Copies },
): State {
  return { ...state, mentions: copies.of(state.mentions).set(conversationId, { unseen }) }
}

function without(ids: ReadonlySet<string>, gone: string): ReadonlySet<string> {
  return new Set([...ids].filter((id) => id !== gone))
}
