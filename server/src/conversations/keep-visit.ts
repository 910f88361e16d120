import type { Effect } from '../rules/index.ts'
import type { Member } from './writes.ts'

type VisitEffect = Extract<Effect, { visitId: string }>

/** Which visit a conversation came from, as far as rows other than its own have to know. */
export function keepVisit(
  member: Pick<Member, 'visit' | 'suggestions'>,
  effect: VisitEffect,
  { id: conversationId, contactId }: { id: string; contactId: string },
): void {
  const { visitId } = effect
  const of = { conversationId, visitId }
  switch (effect.type) {
    case 'tie-visit': {
      const { isConfirmed } = effect
      member.visit = { id: visitId, contactId, ...(isConfirmed && { isConfirmed }) }
      return
    }
    case 'suggest-visit':
      member.suggestions.push({ ...of, reason: 'used', decision: null, decidedBy: null })
      return
    case 'decide-visit': {
      const decision = effect.isTheirs ? 'confirmed' : 'declined'
      // What was suggested before keeps its reason.
      const decided = { decision, decidedBy: effect.operatorId } as const
      member.suggestions.push({ ...of, reason: 'no-number', ...decided })
    }
  }
}
