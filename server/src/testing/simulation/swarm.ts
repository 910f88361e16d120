import { compileSchedule, type OpeningHours } from '../../rules/index.ts'
import { alwaysOpen } from '../rules.ts'
import * as administrators from './administrators.ts'
import * as bots from './bots.ts'
import { Chance } from './chance.ts'
import * as customers from './customers.ts'
import * as operators from './operators.ts'
import { type Colleague, type Setup, World } from './world.ts'

const workdays = [...Array.from({ length: 5 }, () => 'workday'), 'rest', 'rest']
const lunch = [
  { from: '09:00', to: '13:00' },
  { from: '14:00', to: '18:00' },
]
/** Compiled once: they remember their days. */
export const schedules: OpeningHours[] = [
  alwaysOpen,
  compileSchedule({
    timeZone: 'Europe/Moscow',
    week: workdays.map((day) => (day === 'workday' ? lunch : [])),
    exceptions: [{ from: '2026-11-25', to: '2026-11-26', name: 'Праздник', intervals: [] }],
  }),
  compileSchedule({
    timeZone: 'Europe/Berlin',
    week: workdays.map(() => [{ from: '18:00', to: '03:00' }]),
    exceptions: [],
  }),
  compileSchedule({ timeZone: 'UTC', week: workdays.map(() => []), exceptions: [] }),
]

/** What can happen, and how often where all of it does. */
const kinds: [string, customers.Act, number][] = [
  ['writes', customers.writes, 30],
  ['starts', customers.starts, 2],
  ['presses', customers.presses, 2],
  ['blocks', customers.blocks, 2],
  ['elsewhere', customers.hearsFromElsewhere, 2],
  ['replies', operators.replies, 18],
  ['notes', operators.notes, 2],
  ['takes', operators.takes, 5],
  ['accepts', operators.accepts, 14],
  ['declines', operators.declines, 7],
  ['returns', operators.returns, 4],
  ['transfers', operators.transfers, 5],
  ['holds', operators.holds, 6],
  ['snoozes', operators.snoozes, 4],
  ['closes', operators.closes, 10],
  ['undoes', operators.undoes, 4],
  ['sees', operators.sees, 3],
  ['comes and goes', operators.comesAndGoes, 8],
  ['edits a team', administrators.editsTeam, 2],
  ['removes a team', administrators.removesTeam, 1],
  ['edits a channel', administrators.editsChannel, 2],
  ['connects', administrators.connects, 1],
  ['disables', administrators.disables, 2],
  ['changes a capacity', administrators.changesCapacity, 2],
  ['a bot speaks', bots.speaks, 3],
  ['a bot is given one', bots.isGiven, 3],
  ['a bot comes and goes', bots.comesAndGoes, 2],
  ['edits the schedule', administrators.editsSchedule(schedules), 1],
]

/** How time goes on, and how often; the last one jumps, as after a stop of the server. */
const paces: [number, number][] = [
  [0, 8],
  [1000, 20],
  [8000, 20],
  [60_000, 20],
  [900_000, 6],
  [6 * 3_600_000, 2],
]

export interface Swarm {
  world: World
  chance: Chance
  /** One more thing happens. */
  act(): void
}

/** A company with a random subset of what can happen, each kind as often as this seed says. */
export function openSwarm(seed: number, shiftMs = 0): Swarm {
  const chance = new Chance(seed)
  const world = new World(someSetup(chance, shiftMs))
  bots.playBots(world, chance)
  const acts = kinds
    .filter(([name]) => name === 'writes' || chance.isTrue(0.65))
    .map(([, act, weight]) => [act, weight * (0.3 + chance.next() * 2)] as const)
  const pacing = paces.map(([ms, weight]) => [ms, weight * chance.next()] as const)
  const jumps = chance.isTrue(0.3) ? 0.02 : 0
  const slowDrains = chance.isTrue(0.3) ? 0.3 : 0

  function act(): void {
    const meanMs = chance.weighted(pacing)
    const until = world.now + (meanMs === 0 ? 0 : chance.wait(meanMs))
    if (chance.isTrue(jumps)) world.jumpTo(until + 3_600_000)
    else world.passUntil(until)
    chance.weighted(acts)(world, chance)
    if (!chance.isTrue(slowDrains)) world.drain()
  }
  return { world, chance, act }
}

/** 20 November 2026 is a Friday; a quarter of the runs begins before the clocks of Berlin change. */
const FRIDAY = Date.UTC(2026, 10, 20, 12)
const BEFORE_DST = Date.UTC(2027, 2, 26, 22)

function someSetup(chance: Chance, shiftMs: number): Setup {
  const teamIds = ['everyone', 'sales', 'support'].slice(0, chance.int(1, 3))
  const colleagues = Array.from({ length: chance.int(1, 6) }, (_, k) => someColleague(chance, k))
  const ids = { teams: teamIds, operators: colleagues.map(({ id }) => id) }
  const start = chance.isTrue(0.75) ? FRIDAY : BEFORE_DST
  const teams = teamIds.map((id) => ({
    ...administrators.someTeamSettings(chance, teamIds),
    id,
    name: id,
    isEveryone: id === 'everyone',
    isStaffed: true,
  }))
  const members = teamIds.map((id) => {
    const some = chance.shuffle(ids.operators).filter(() => chance.isTrue(0.7))
    return [id, id === 'everyone' ? ids.operators : some]
  })
  return {
    now: start + shiftMs,
    schedule: chance.pick(schedules),
    teams,
    members: Object.fromEntries(members),
    colleagues,
    bot: bots.someBot(chance),
    channels: Array.from({ length: chance.int(1, 2) }, (_, k) => ({
      id: `channel-${k}`,
      rules: administrators.someChannelRules(chance, ids),
      weight: chance.pick([1, 1, 1, 2]),
      mustSkills: chance.isTrue(0.4) ? ['ru'] : [],
      niceSkills: chance.isTrue(0.4) ? ['VIP'] : [],
      isConnected: true,
    })),
  }
}

function someColleague(chance: Chance, k: number): Colleague {
  return {
    id: `operator-${k}`,
    name: `Оператор ${k}`,
    status: 'online',
    isPresent: true,
    isDisabled: false,
    awaySince: undefined,
    capacity: chance.int(1, 4),
    skills: ['ru', 'en', 'vip'].filter(() => chance.isTrue(0.6)),
  }
}
