import type { Assignment, Pool, RosterEntry, TeamRules, Waiting } from '../rules/index.ts'
import { aTeam } from './rules.ts'

export const NOON = 1_795_000_000_000

export const anOperator = (id: string, facts: Partial<RosterEntry> = {}): RosterEntry => ({
  id,
  name: id,
  status: 'online',
  isPresent: true,
  capacity: 3,
  load: 0,
  skills: [],
  ...facts,
})

/** One that waits in the team's queue; `holding` adds what its state knows. */
export const aWaiting = (
  conversationId: string,
  {
    holding,
    ...facts
  }: Partial<Omit<Waiting, 'holding'>> & {
    holding?: Partial<Waiting['holding']>
  } = {},
): Waiting => ({
  conversationId,
  openedAt: NOON - 60_000,
  weight: 1,
  mustSkills: [],
  niceSkills: [],
  holding: {
    status: 'queued',
    queue: { kind: 'team', id: 'team', by: 'receiver' },
    since: NOON - 60_000,
    ...holding,
  },
  ...facts,
})

/** A pool of one team in which everybody present is a member, in the order given. */
export function aPool(
  operators: RosterEntry[],
  waiting: Waiting[],
  team: Partial<TeamRules> = {},
): Pool {
  return {
    now: NOON,
    isOpen: true,
    waiting,
    operators,
    teams: new Map([['team', aTeam('team', { method: 'least-loaded', ...team })]]),
    members: new Map([['team', operators.map(({ id }) => id)]]),
  }
}

/** Whom routing chose, in a word. */
export const namesOf = (each: Assignment | undefined): string => {
  if (!each) return 'nobody is asked'
  if (each.type === 'nobody') return each.next
  return each.type === 'offer' ? each.to.map(({ id }) => id).join('+') : each.operator.id
}

/** Operators who were asked a moment ago and did not take it. */
export const refused = (...ids: string[]) =>
  ids.map((operatorId) => ({ operatorId, at: NOON - 1000 }))
