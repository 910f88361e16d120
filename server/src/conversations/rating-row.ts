import { botOf, type Conversation, holderOf, teamOf } from '../rules/index.ts'
import type { Known } from './known.ts'
import { isoOrNull } from './stored.ts'
import type { RatingRow } from './writes.ts'

/** What is counted of a conversation's rating: the state has what is shown of it. */
export function ratingRow(
  conversation: Conversation,
  { channelId, contact }: { channelId: string; contact: Known },
): RatingRow {
  const { scale, askedAt, score, ratedAt, comment } = conversation.rating!
  return {
    conversationId: conversation.id,
    channelId,
    contactId: contact.id,
    operatorId: holderOf(conversation) ?? null,
    botId: botOf(conversation)?.id ?? null,
    teamId: teamOf(conversation.holding) ?? null,
    scale,
    askedAt: new Date(askedAt).toISOString(),
    score: score ?? null,
    ratedAt: isoOrNull(ratedAt),
    comment: comment ?? null,
    // Asked once, whichever of their conversations is closed first: compared when it is written.
    isAsked: score === undefined,
    askedBefore: isoOrNull(contact.ratingAskedAt),
  }
}
