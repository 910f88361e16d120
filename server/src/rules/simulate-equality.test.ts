import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'

import { aTeam } from '../testing/rules.ts'
import { someChannelRules, someTeamSettings } from '../testing/simulation/administrators.ts'
import { BOT } from '../testing/simulation/bots.ts'
import { Chance } from '../testing/simulation/chance.ts'
import { schedules } from '../testing/simulation/swarm.ts'
import { type Colleague, type Thread, World } from '../testing/simulation/world.ts'
import { type Plan, type RosterEntry, simulate } from './index.ts'

const DAY = 86_400_000
const start = Date.parse('2026-11-22T20:40:00Z')
const teamIds = ['everyone', 'sales']
const operatorIds = ['anna', 'boris', 'vera']

/** Odd seconds, so that what we do is never due together with what the rules do. */
const behaviours = [
  { do: 'nothing' },
  { do: 'answer', afterS: 7 },
  { do: 'answer', afterS: 611 },
  { do: 'close', afterS: 97 },
] as const

function somePlan(seed: number): Plan {
  const chance = new Chance(seed)
  const ids = { teams: teamIds, operators: operatorIds }
  const teams = teamIds.map((id) =>
    aTeam(id, { ...someTeamSettings(chance, teamIds), isEveryone: id === 'everyone' }),
  )
  const schedule = chance.pick(schedules)
  const people = operatorIds.map((id): RosterEntry => {
    const facts = { id, name: id, capacity: 3, load: 0, skills: [] }
    return { ...facts, status: 'online', isPresent: true }
  })
  const byId = new Map(teams.map((team) => [team.id, team]))
  const again = chance.int(1, 200_000) * 1000 + 501
  return {
    startsAt: start + chance.int(0, 14 * 24) * 3_600_000 + 250,
    customerWritesMs: chance.isTrue(0.5) ? [0] : [0, again],
    rules: someChannelRules(chance, ids),
    needs: { weight: 1, mustSkills: [], niceSkills: [] },
    settings: {
      schedule,
      everyone: byId.get('everyone')!,
      team: (id) => byId.get(id),
      operator: (id) => (operatorIds.includes(id) ? { name: id, isDisabled: false } : undefined),
      bot: () => undefined,
    },
    teams,
    members: new Map([
      ['everyone', operatorIds],
      ['sales', ['boris', 'anna']],
    ]),
    operators: chance.isTrue(0.8) ? people : [],
    does: chance.pick(behaviours),
  }
}

/** A company as the shell runs it, where the same happens. Returns what the customer gets, and when. */
function live(plan: Plan, until: number): string[] {
  const { schedule } = plan.settings
  const isThere = plan.operators.length > 0
  const colleagues = operatorIds.map((id): Colleague => {
    const facts = {
      id,
      name: id,
      capacity: 3,
      skills: [],
      status: 'online',
      isDisabled: false,
    } as const
    return { ...facts, skills: [], isPresent: false, awaySince: undefined }
  })
  const channel = {
    id: 'shop',
    rules: plan.rules,
    weight: 1,
    mustSkills: [],
    niceSkills: [],
    isConnected: true,
  }
  const members = Object.fromEntries([...plan.members].map(([id, list]) => [id, [...list]]))
  const now = plan.startsAt - 1
  const world = new World({
    now,
    schedule,
    teams: [...plan.teams],
    members,
    colleagues,
    channels: [channel],
    bot: { ...BOT, isAvailable: false, answerWithinMs: 30_000 },
  })
  const thread = world.addThread(channel)
  const sent: string[] = []
  world.watchers.push(({ result }) => {
    for (const effect of result.effects) {
      const isAutomatic = effect.type === 'send' && effect.message.author.type === 'system'
      if (isAutomatic) sent.push(`${effect.message.at} ${effect.message.text}`)
    }
  })
  const come = () => {
    const isPresent = isThere && schedule.isOpen(world.now)
    for (const colleague of colleagues) world.setState(colleague, { isPresent })
    const next = schedule.nextChange(world.now)
    if (next !== undefined && next < until) world.at(next, come)
  }
  come()
  for (const after of plan.customerWritesMs) {
    world.at(plan.startsAt + after, () => {
      world.tell(thread, { type: 'contact-wrote', message: world.draft(thread, 'слово') })
    })
  }
  operate(world, thread, plan)
  world.passUntil(until)
  return sent
}

/** Operators who accept at once, answer after so long, and only in working time. */
function operate(world: World, thread: Thread, { does, settings, members, operators }: Plan): void {
  if (does.do === 'nothing') return
  const afterMs = does.afterS * 1000
  const { schedule } = settings
  const opened = (at: number) => (schedule.isOpen(at) ? at : schedule.nextOpening(at))
  const later = (wanted: number, act: () => void) => {
    const at = opened(Math.max(wanted, world.now))
    if (at !== undefined) world.at(at, act)
  }
  const act = () => {
    const conversation = thread.kept?.conversation
    if (!conversation) return
    const { holding } = conversation
    if (holding.status === 'offered') {
      later(world.now, () => {
        if (thread.kept?.conversation.holding !== holding) return
        world.take(thread, world.colleagues.get(holding.to[0]!.id)!)
      })
    }
    if (holding.status === 'queued' && holding.isByHand && !holding.waitsForOpening) {
      const id = (members.get(holding.queue.id) ?? []).find((each) =>
        operators.some((operator) => operator.id === each),
      )
      if (!id) return
      later(holding.since, () => {
        if (thread.kept?.conversation.holding !== holding) return
        world.take(thread, world.colleagues.get(id)!)
      })
    }
    if (holding.status !== 'assigned') return
    const operator = { id: holding.operatorId, name: holding.operatorName }
    if (conversation.owes === 'us') {
      const waited = conversation.waitingSince
      later(Math.max(waited ?? 0, holding.since) + afterMs, () => {
        const now = thread.kept?.conversation
        if (now?.owes !== 'us' || now.waitingSince !== waited) return
        if (now.holding.status !== 'assigned' || now.holding.since !== holding.since) return
        const message = world.draft(thread, 'ответ', operator)
        world.tell(thread, { type: 'operator-wrote', operator, message })
      })
    } else if (does.do === 'close') {
      later(world.now, () => {
        if (thread.kept?.conversation.owes !== 'customer') return
        world.tell(thread, { type: 'close-asked', operator, mayCloseOthers: false })
      })
    }
  }
  world.watchers.push(act)
}

test('promises the customer exactly what a conversation would get', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const plan = somePlan(seed)
      const { steps } = simulate(plan)
      const until = plan.startsAt + 6 * DAY
      const told = steps
        .filter(({ code, at }) => (code === 'auto-reply' || code === 'closing-text') && at <= until)
        .map(({ at, text }) => `${at} ${text}`)
      assert.deepEqual(told, live(plan, until))
    }),
    { numRuns: 60, seed: 7 },
  )
})
