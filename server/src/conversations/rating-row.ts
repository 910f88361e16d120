import { botOf, type Conversation, holderOf, teamOf } from '../rules/index.ts'
import { isoOrNull } from './stored.ts'
import type { RatingRow } from './writes.ts'

/** What is counted of a conversation's rating: the state has what is shown of it. */
export function ratingRow(
  conversation: Conversation,
  { channelId, contactId }: { channelId: string; contactId: string },
): RatingRow {
  const { scale, askedAt, score, ratedAt, comment } = conversation.rating!
  return {
    conversationId: conversation.id,
    channelId,
    contactId,
    operatorId: holderOf(conversation) ?? null,
    botId: botOf(conversation)?.id ?? null,
    teamId: teamOf(conversation.holding) ?? null,
    scale,
    askedAt: new Date(askedAt).toISOString(),
    score: score ?? null,
    ratedAt: isoOrNull(ratedAt),
    comment: comment ?? null,
  }
}
