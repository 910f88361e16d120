import type { ChannelRules, OpeningHours, TeamRules } from '../../rules/index.ts'
import { channelRules, teamSettings } from '../rules.ts'
import { BOT } from './bots.ts'
import type { Chance } from './chance.ts'
import type { Act } from './customers.ts'
import type { World } from './world.ts'

const methods = [
  'least-loaded',
  'round-robin',
  'all-at-once',
  'strict-order',
  'skills',
  'manual',
] as const
const HOUR_MS = 3_600_000
/** What a customer is told off hours when the bot fails. */
export const FALLBACK = 'бот молчит, утром ответим'

/** Any settings of a team that can be saved. */
export function someTeamSettings(chance: Chance, teamIds: string[]): typeof teamSettings {
  return {
    ...teamSettings,
    method: chance.pick(methods),
    hand: chance.isTrue(0.7) ? 'offer' : 'assign',
    respectsStatus: chance.isTrue(0.8),
    answerWaitS: chance.pick([5, 20, 60]),
    whenNobodyAnswers: chance.pick(['again', 'again', 'backup', 'manual']),
    queueWaitS: chance.pick([null, 5, 300, 3600]),
    afterQueueWait: chance.pick(['tell', 'backup']),
    tellTeamS: chance.pick([null, 5, 120]),
    silenceS: chance.pick([null, 30, 600]),
    sla: { usual: someTargets(chance), vip: chance.isTrue(0.3) ? someTargets(chance) : null },
    backupTeamId: chance.isTrue(0.6) ? chance.pick(teamIds) : null,
    stickyWaitS: chance.pick([null, 0, 30, 600]),
    relaxAfterS: chance.pick([5, 60]),
    absence: {
      policy: chance.pick(['keep', 'queue', 'reassign']),
      afterS: chance.pick([0, 30, 120, 3600]),
    },
  }
}

const someTargets = (chance: Chance) => ({
  firstS: chance.pick([null, 60, 600]),
  nextS: chance.pick([null, 300, 3600]),
  resolutionS: chance.pick([null, 3600, 172_800]),
})

/** Any settings of a channel that can be saved. */
export function someChannelRules(chance: Chance, ids: Ids): ChannelRules {
  const offHours = chance.pick(['bot', 'auto-replies', 'nothing'] as const)
  const hasClosingText = chance.isTrue(0.6)
  const hasInactivity = chance.isTrue(0.6)
  return {
    ...channelRules,
    receiver: someReceiver(chance, ids),
    operatorWaitMs: chance.pick([1, 5, 30]) * 60_000,
    autoReplies: someReplies(chance, 'рабочий'),
    offHours,
    ...(offHours === 'bot' && { offHoursBotId: BOT.id }),
    ...(offHours === 'bot' && chance.isTrue(0.5) && { offHoursFallback: FALLBACK }),
    offHoursReplies: someReplies(chance, 'ночной'),
    ...(hasClosingText && { closingText: 'До свидания!' }),
    ...(hasInactivity && { inactivityMs: chance.pick([1, 3, 24, 72]) * HOUR_MS }),
    keepsUnanswered: chance.isTrue(0.3),
  }
}

export interface Ids {
  teams: string[]
  operators: string[]
}

function someReceiver(chance: Chance, ids: Ids): ChannelRules['receiver'] {
  const team = { kind: 'team' as const, id: chance.pick(ids.teams) }
  const operator = { kind: 'operator' as const, id: chance.pick(ids.operators) }
  const kind = chance.pick(['team', 'team', 'team', 'operator', 'bot'])
  if (kind === 'team') return team
  if (kind === 'operator') return operator
  return { kind: 'bot', id: BOT.id, backup: chance.isTrue(0.7) ? team : operator }
}

function someReplies(chance: Chance, text: string): ChannelRules['autoReplies'] {
  const delays = [0, 15, 600, 7200, 86_400].filter(() => chance.isTrue(0.4))
  return delays.map((delayS) => ({
    id: `${text}-${delayS}`,
    text: `${text} ${delayS}`,
    delayMs: delayS * 1000,
  }))
}

const idsOf = (world: World): Ids => ({
  teams: [...world.teams.keys()],
  operators: [...world.colleagues.keys()],
})

/** The edit is read at once; the sweep that tells of it may come later. */
function edited(world: World, chance: Chance): void {
  world.applySettings()
  world.hasWakeUps = true
  if (chance.isTrue(0.7)) world.sweep()
  else world.sweepLater(world.now + chance.int(1, 3000))
}

export const editsTeam: Act = (world, chance) => {
  const team = chance.pick([...world.teams.values()])
  const { teams, operators } = idsOf(world)
  const settings = chance.isTrue(0.3)
    ? { method: chance.pick(methods) }
    : someTeamSettings(chance, teams)
  world.teams.set(team.id, { ...team, ...settings })
  if (!team.isEveryone && chance.isTrue(0.3)) {
    world.members.set(
      team.id,
      chance.shuffle(operators).filter(() => chance.isTrue(0.6)),
    )
  }
  edited(world, chance)
}

/** Another one takes its place some time. */
export const removesTeam: Act = (world, chance) => {
  const removable = [...world.teams.values()].filter(({ isEveryone }) => !isEveryone)
  if (removable.length === 0 || chance.isTrue(0.5)) return addTeam(world, chance)
  const { id } = chance.pick(removable)
  world.teams.delete(id)
  world.members.delete(id)
  for (const [other, team] of world.teams) {
    if (team.backupTeamId === id) world.teams.set(other, { ...team, backupTeamId: null })
  }
  edited(world, chance)
}

function addTeam(world: World, chance: Chance): void {
  const { teams, operators } = idsOf(world)
  if (teams.length > 4) return
  const id = `team-${world.newId().slice(-6)}`
  const settings = someTeamSettings(chance, teams)
  const team: TeamRules = { ...settings, id, name: id, isEveryone: false, isStaffed: true }
  world.teams.set(id, team)
  world.members.set(id, chance.shuffle(operators).slice(0, 3))
  edited(world, chance)
}

export const editsChannel: Act = (world, chance) => {
  const channel = chance.pick(world.channels)
  const rules = someChannelRules(chance, idsOf(world))
  const { receiver } = rules
  channel.rules = chance.isTrue(0.4) ? { ...channel.rules, receiver } : rules
  edited(world, chance)
}

export const connects: Act = (world, chance) => {
  const channel = chance.pick(world.channels)
  channel.isConnected = !channel.isConnected
}

export const disables: Act = (world, chance) => {
  const colleagues = [...world.colleagues.values()]
  const colleague = chance.pick(colleagues)
  const others = colleagues.filter((each) => each !== colleague && !each.isDisabled)
  if (others.length === 0) return
  colleague.isDisabled = !colleague.isDisabled
  edited(world, chance)
}

export const changesCapacity: Act = (world, chance) => {
  const colleague = chance.pick([...world.colleagues.values()])
  if (chance.isTrue(0.6)) colleague.capacity = chance.int(1, 4)
  else colleague.skills = ['ru', 'en', 'vip'].filter(() => chance.isTrue(0.5))
  world.hasWakeUps = true
}

export const editsSchedule =
  (schedules: readonly OpeningHours[]): Act =>
  (world, chance) => {
    world.schedule = chance.pick(schedules)
    edited(world, chance)
  }
