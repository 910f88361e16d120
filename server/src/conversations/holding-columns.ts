import { type Holding, isAside, type Queued } from '../rules/index.ts'
import type { ConversationRow } from './writes.ts'

type Columns = Pick<
  ConversationRow,
  'teamId' | 'awaitedOperatorId' | 'queueStage' | 'loadOperatorId' | 'offeredTo'
>

const nowhere: Columns = {
  teamId: null,
  awaitedOperatorId: null,
  queueStage: null,
  loadOperatorId: null,
  offeredTo: null,
}

/** What routing has to find without reading the state: copies of what the state says. */
export function columnsOf(holding: Holding): Columns {
  switch (holding.status) {
    case 'queued':
      return { ...nowhere, ...queueOf(holding), queueStage: stageOf(holding) }
    case 'offered': {
      const ids = holding.to.map(({ id }) => id)
      // An offer to several reserves nobody's place.
      const [only = null] = holding.isToAll ? [] : ids
      return { ...nowhere, ...queueOf(holding.from), loadOperatorId: only, offeredTo: ids }
    }
    case 'assigned':
      return {
        ...nowhere,
        teamId: holding.teamId ?? null,
        loadOperatorId: isAside(holding) ? null : holding.operatorId,
      }
    case 'closing':
      // Undone, it is there again: whoever sweeps a queue has to find it.
      return columnsOf(holding.before)
    case 'bot':
    case 'closed':
      return nowhere
  }
}

const queueOf = ({ queue }: Queued) =>
  queue.kind === 'team' ? { teamId: queue.id } : { awaitedOperatorId: queue.id }

function stageOf(waiting: Queued): ConversationRow['queueStage'] {
  const { waitsForOpening, stickTo, isByHand, refusals, isRoundOver } = waiting
  if (waitsForOpening) return 'opening'
  if (isByHand && !stickTo) return 'by-hand'
  return stickTo || (refusals && !isRoundOver) ? 'asked' : 'open'
}
