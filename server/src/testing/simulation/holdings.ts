import { type Holding, isAside } from '../../rules/index.ts'

/** Whose capacity it takes: an offer to several reserves nobody's place. */
export function loadedBy(holding: Holding): string | undefined {
  switch (holding.status) {
    case 'offered':
      return holding.to.length === 1 ? holding.to[0]!.id : undefined
    case 'assigned':
      return isAside(holding) ? undefined : holding.operatorId
    case 'closing':
      return loadedBy(holding.before)
    default:
      return undefined
  }
}

/** Routing leaves alone what waits to be taken, unless somebody comes first. */
export const isRoutable = (holding: Holding): boolean =>
  holding.status === 'queued' && (!holding.isByHand || holding.stickTo !== undefined)

export function waitsForOpening(holding: Holding): boolean {
  if (holding.status === 'closing') return waitsForOpening(holding.before)
  return holding.status === 'queued' && holding.waitsForOpening === true
}
