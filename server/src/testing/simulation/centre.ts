import { type ChannelRules, compileSchedule, type TeamRules } from '../../rules/index.ts'
import { aTeam, channelRules } from '../rules.ts'
import { BOT } from './bots.ts'
import { type Channel, type Colleague, World } from './world.ts'

const HOUR_MS = 3_600_000
const office = [
  { from: '08:00', to: '13:00' },
  { from: '13:30', to: '20:00' },
]
const short = [{ from: '09:00', to: '15:00' }]

/** A working week with lunch, holidays, and clocks that change twice a year. */
const schedule = compileSchedule({
  timeZone: 'Europe/Berlin',
  week: [office, office, office, office, office, short, []],
  exceptions: [
    { from: '2026-01-01', to: '2026-01-02', name: 'Новый год', intervals: [] },
    { from: '2026-04-03', to: '2026-04-06', name: 'Пасха', intervals: [] },
    { from: '2026-12-24', to: '2026-12-24', name: 'Сочельник', intervals: short },
    { from: '2026-12-25', to: '2026-12-26', name: 'Рождество', intervals: [] },
  ],
})

const everyone = aTeam('everyone', { isEveryone: true, method: 'least-loaded' })
const teams: TeamRules[] = [
  everyone,
  aTeam('sales', { ...everyone, id: 'sales', name: 'sales', isEveryone: false, stickyWaitS: 60 }),
  aTeam('support', {
    method: 'round-robin',
    hand: 'assign',
    answerWaitS: 300,
    absence: { policy: 'reassign', afterS: 120 },
  }),
  aTeam('orders', {
    method: 'strict-order',
    answerWaitS: 30,
    whenNobodyAnswers: 'backup',
    backupTeamId: 'everyone',
    queueWaitS: 600,
    absence: { policy: 'queue', afterS: 600 },
  }),
  aTeam('experts', { method: 'skills', relaxAfterS: 60, queueWaitS: 1800 }),
  aTeam('press', { method: 'all-at-once', answerWaitS: 45 }),
]

const rules = (facts: Partial<ChannelRules>): ChannelRules => ({
  ...channelRules,
  autoReplies: [{ id: 'wait', text: 'Скоро ответим', delayMs: 120_000 }],
  offHours: 'auto-replies',
  offHoursReplies: [{ id: 'night', text: 'Ответим утром', delayMs: 0 }],
  closingText: 'До свидания!',
  inactivityMs: 24 * HOUR_MS,
  ...facts,
})

const channelOf = (team: string, facts: Partial<Channel> = {}): Channel => ({
  id: `channel-${team}`,
  rules: rules({ receiver: { kind: 'team', id: team } }),
  weight: 1,
  mustSkills: [],
  niceSkills: [],
  isConnected: true,
  ...facts,
})

/** Fifty people, five teams, one method each, and a person with a queue of their own. */
export function openCentre(now: number): World {
  const colleagues = Array.from({ length: 50 }, (_, k): Colleague => {
    const skills = [...(k % 3 === 0 ? ['de'] : []), ...(k % 2 === 0 ? ['vip'] : [])]
    const facts = { id: `operator-${k}`, name: `Оператор ${k}`, capacity: 3 + (k % 3), skills }
    return { ...facts, status: 'online', isPresent: false, isDisabled: false, awaySince: now }
  })
  const ids = colleagues.map(({ id }) => id)
  const every = (nth: number) => ids.filter((_, k) => k % 5 === nth)
  return new World({
    now,
    schedule,
    teams,
    members: {
      everyone: ids,
      sales: every(0),
      support: every(1),
      orders: every(2),
      experts: every(3),
      press: every(4),
    },
    colleagues,
    bot: { ...BOT, isAvailable: true, answerWithinMs: 30_000 },
    channels: [
      channelOf('sales'),
      channelOf('support'),
      channelOf('orders'),
      channelOf('experts', { mustSkills: ['de'], niceSkills: ['vip'] }),
      channelOf('press', { weight: 2 }),
      channelOf('owner', { rules: rules({ receiver: { kind: 'operator', id: 'operator-7' } }) }),
    ],
  })
}
