import assert from 'node:assert/strict'

import { type Assigned, isAside, type Queued } from '../../rules/conversation.ts'
import type { Assignment, Pool, RosterEntry, Waiting } from '../../rules/route.ts'
import { loadedBy } from './holdings.ts'
import * as must from './must.ts'
import type { World } from './world.ts'

/** S5, S6: whom routing gives work, by a second and slower opinion. */
export function watchRouting(world: World): void {
  world.auditors.push((pool, chosen) => {
    const roster = new Map(pool.operators.map((entry) => [entry.id, { ...entry }]))
    let last = 0
    for (const assignment of chosen) {
      if (assignment.type === 'nobody') continue
      const each = pool.waiting.find(
        ({ conversationId }) => conversationId === assignment.conversationId,
      )!
      const { type } = assignment
      must.ok(each.openedAt >= last, 'REQ-01: the oldest first')
      last = each.openedAt
      const people = type === 'offer' ? assignment.to : [assignment.operator]
      for (const { id } of people) {
        must.ok(mayHave(roster.get(id), each, pool), `S5: ${id} may not have ${type}`)
      }
      if (people.length === 1) roster.get(people[0]!.id)!.load += each.weight
    }
  })
}

/** Whether routing may give it to them, whatever the method. */
export function mayHave(entry: RosterEntry | undefined, each: Waiting, pool: Pool): boolean {
  if (!entry?.isPresent || entry.status === 'offline') return false
  const { queue, refusals = [], isRoundOver, isRelaxed } = each.holding
  if (queue.kind === 'operator' && queue.by === 'transfer') return entry.id === queue.id
  const hasRoom = entry.load + each.weight <= entry.capacity
  if (queue.kind === 'operator')
    return entry.id === queue.id && entry.status === 'online' && hasRoom
  const team = pool.teams.get(queue.id)
  if (!team || !pool.members.get(queue.id)?.includes(entry.id)) return false
  if (team.respectsStatus && entry.status !== 'online') return false
  const own = entry.skills.map((skill) => skill.toLowerCase())
  const isAble = each.mustSkills.every((skill) => own.includes(skill.toLowerCase()))
  if (team.method === 'skills' && !isRelaxed && !isAble) return false
  const hasRefused = refusals.some(({ operatorId }) => operatorId === entry.id)
  return hasRoom && (isRoundOver === true || !hasRefused)
}

/** L2: nothing waits that somebody could have, unless it waits for its own. */
export function checkRouted(world: World): void {
  const pool = world.pool()
  for (const each of pool.waiting) {
    const { queue, isByHand, stickTo } = each.holding
    const able = pool.operators.filter((entry) => mayHave(entry, each, pool))
    if (able.length === 0) continue
    const last = pool.operators.find(({ id }) => id === stickTo?.operatorId)
    const isOnLine = last?.isPresent && last.status !== 'offline'
    if (stickTo?.until !== undefined && pool.now < stickTo.until && isOnLine) continue
    const isManual = queue.kind === 'team' && pool.teams.get(queue.id)?.method === 'manual'
    if ((isByHand || isManual) && !able.some(({ id }) => id === stickTo?.operatorId)) continue
    assert.fail(`L2: ${each.conversationId} waits beside ${able.map(({ id }) => id).join()}`)
  }
}

/** S6: loads are what is held, and nothing is below nothing. */
export function checkLoads(world: World): void {
  const counted = new Map<string, number>()
  for (const { conversation, thread } of world.open.values()) {
    const id = loadedBy(conversation.holding)
    if (id) counted.set(id, (counted.get(id) ?? 0) + thread.channel.weight)
  }
  for (const id of world.colleagues.keys()) {
    must.equal(world.loadOf(id), counted.get(id) ?? 0, 'S6: a load')
  }
}

/** L1: once every edit has been swept, whoever waits waits for somebody who can come. */
export function checkNobodyForgotten(world: World): void {
  for (const { conversation, wakeAt } of world.open.values()) {
    const { holding, id } = conversation
    const isGone = (operatorId: string) => world.colleagues.get(operatorId)?.isDisabled !== false
    const demand = (isTrue: boolean, what: string) => {
      if (!isTrue) assert.fail(`${what}: ${id} ${JSON.stringify(holding)}`)
    }
    if (holding.status === 'assigned') demand(!isGone(holding.operatorId), 'L1: gone')
    if (holding.status === 'closing') demand(wakeAt !== undefined, 'L1: never closes')
    const waiting = holding.status === 'offered' ? holding.from : holding
    if (waiting.status === 'queued') checkQueue(waiting, world, demand)
    if (holding.status === 'offered') demand(!holding.to.some((to) => isGone(to.id)), 'L1: gone')
  }
}

/** H-20: nobody who stays away keeps a customer waiting for longer than their team allows. */
export function checkAbsences(world: World): void {
  for (const { conversation } of world.open.values()) {
    const { holding, id } = conversation
    if (holding.status === 'assigned' && !isAside(holding)) checkPresence(holding, world, id)
  }
}

function checkQueue(
  { queue, waitsForOpening }: Queued,
  world: World,
  demand: (isTrue: boolean, what: string) => void,
): void {
  const isThere =
    queue.kind === 'team'
      ? world.teams.has(queue.id)
      : world.colleagues.get(queue.id)?.isDisabled === false
  demand(isThere, 'L1: waits for nobody')
  if (waitsForOpening)
    demand(!world.schedule.isOpen(world.now), 'L1: waits for an opening that was')
}

function checkPresence({ operatorId, teamId }: Assigned, world: World, says: string): void {
  const since = world.colleagues.get(operatorId)?.awaySince
  const absence = teamId ? world.teams.get(teamId)?.absence : undefined
  if (since === undefined || !absence || absence.policy === 'keep') return
  must.ok(since + absence.afterS * 1000 + 1000 >= world.now, `H-20: absent: ${says}`)
}

/** The choices of one drain, as words: two runs that agree say the same. */
export const wordsOf = (chosen: Assignment[]): string =>
  chosen.map((each) => `${each.type} ${each.conversationId}`).join()
