import type { Conversation, Holding } from './conversation.ts'
import type { ChannelRules } from './settings.ts'

/**
 * Whom a conversation concerns, operators and teams by their ids: whoever holds it or held it last,
 * whoever is asked, and whose queue it waits in or came from. Who may see it follows from this alone.
 */
export function concernsOf({ holding }: Conversation, { receiver }: ChannelRules): string[] {
  // What a bot holds is looked after by whoever gets it when the bot gives up.
  const behindBot = receiver.kind === 'bot' ? receiver.backup.id : receiver.id
  return [...new Set(concernedBy(holding, behindBot))]
}

function concernedBy(holding: Holding, behindBot: string): string[] {
  switch (holding.status) {
    case 'bot':
      return [behindBot]
    case 'queued':
      return [holding.queue.id]
    case 'offered':
      return [...holding.to.map(({ id }) => id), holding.from.queue.id]
    case 'assigned':
      return present(holding.operatorId, holding.teamId)
    case 'closing':
      // Who closes it may think better of it.
      return [holding.by.id, ...concernedBy(holding.before, behindBot)]
    case 'closed':
      return present(holding.operatorId, holding.teamId, holding.bot && behindBot)
  }
}

const present = (...ids: (string | undefined)[]) => ids.filter((id) => id !== undefined)
