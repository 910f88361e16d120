import type { Hint } from '@otklik/protocol'

/** Passing knowledge: who types, looks or is here. Forgotten when the connection is lost. */
export interface Hints {
  /** Until when each customer is shown as typing. */
  readonly contactTyping: ReadonlyMap<string, number>
  /** By conversation: who else types in it, and until when that is shown. */
  readonly operatorTyping: ReadonlyMap<string, { operatorId: string; until: number }>
  readonly viewing: ReadonlyMap<string, readonly string[]>
  /** Not known until the first word about it. */
  readonly present: ReadonlySet<string> | undefined
}

export const noHints: Hints = {
  contactTyping: new Map(),
  operatorTyping: new Map(),
  viewing: new Map(),
  present: undefined,
}

/** Typing is repeated while it lasts; silence for this long means it is over. */
const typingLastsMs = 6000

export function withHint(hints: Hints, hint: Hint, now: number): Hints {
  const until = now + typingLastsMs
  switch (hint.kind) {
    case 'contact-typing':
      return {
        ...hints,
        contactTyping: new Map(hints.contactTyping).set(hint.conversationId, until),
      }
    case 'operator-typing': {
      const typing = { operatorId: hint.operatorId, until }
      return {
        ...hints,
        operatorTyping: new Map(hints.operatorTyping).set(hint.conversationId, typing),
      }
    }
    case 'viewing':
      return {
        ...hints,
        viewing: new Map(hints.viewing).set(hint.conversationId, hint.operatorIds),
      }
    case 'draft':
      // Of what is being written the drafts themselves keep count.
      return hints
    case 'presence':
      return { ...hints, present: new Set(hint.operatorIds) }
  }
}

/** The customer's message ends their typing at once. */
export function withoutTyping(hints: Hints, conversationId: string): Hints {
  if (!hints.contactTyping.has(conversationId)) return hints
  const contactTyping = new Map(hints.contactTyping)
  contactTyping.delete(conversationId)
  return { ...hints, contactTyping }
}

export function withoutExpired(hints: Hints, now: number): Hints {
  const contactTyping = new Map([...hints.contactTyping].filter(([, until]) => until > now))
  const operatorTyping = new Map([...hints.operatorTyping].filter(([, { until }]) => until > now))
  const isSame =
    contactTyping.size === hints.contactTyping.size &&
    operatorTyping.size === hints.operatorTyping.size
  return isSame ? hints : { ...hints, contactTyping, operatorTyping }
}
