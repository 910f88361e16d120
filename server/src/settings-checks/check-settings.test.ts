import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ScheduleRules, type Warning, warningCode } from '@otklik/protocol/settings'

import { type ChannelRules, compileSchedule, type TeamRules } from '../rules/index.ts'
import { aTeam, channelRules, someSettings } from '../testing/rules.ts'
import type { AccountFacts, CheckedBot } from './account-facts.ts'
import { checkSettings } from './check-settings.ts'

const HOUR = 3_600_000
/** A Monday, noon in Moscow. */
const noon = Date.parse('2026-11-23T12:00:00+03:00')
const allDay = Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }])
const workdays = Array.from({ length: 7 }, (_, day) =>
  day < 5 ? [{ from: '09:00', to: '18:00' }] : [],
)

const able: CheckedBot = { name: 'Верба', isModuleOn: true, isEnabled: true, isPublished: true }

interface Setting {
  rules?: Partial<ChannelRules>
  week?: ScheduleRules['week']
  exceptions?: ScheduleRules['exceptions']
  teams?: TeamRules[]
  disabled?: string[]
  present?: string[]
  members?: Record<string, string[]>
  window?: number
  bot?: Partial<CheckedBot> | 'gone'
  hidesButtons?: boolean
  now?: number
}

function check(setting: Setting = {}): Warning[] {
  const { week = workdays, exceptions = [], disabled = [], present = ['anna'] } = setting
  const schedule = { timeZone: 'Europe/Moscow', week, exceptions }
  const teams = setting.teams ?? [aTeam('everyone', { isEveryone: true })]
  const operators = Object.fromEntries(
    ['anna', 'boris'].map((id) => [id, { name: id, isDisabled: disabled.includes(id) }]),
  )
  const rules = {
    ...channelRules,
    weight: 1,
    mustSkills: [],
    niceSkills: [],
    ...sensible,
    ...setting.rules,
  }
  const facts: AccountFacts = {
    account: {
      version: 1,
      settings: someSettings({ schedule: compileSchedule(schedule), teams, operators }),
      teams,
      members: new Map(Object.entries({ everyone: ['anna', 'boris'], ...setting.members })),
      channel: () => rules,
    },
    schedule,
    channels: [
      {
        id: 'shop',
        name: 'Магазин',
        replyWindowHours: setting.window,
        hidesButtons: setting.hidesButtons ?? false,
      },
    ],
    bots: new Map(setting.bot === 'gone' ? [] : [['verba', { ...able, ...setting.bot }]]),
    roster: present.map((id) => ({
      id,
      name: id,
      status: 'online',
      isPresent: true,
      capacity: 3,
      load: 0,
      skills: [],
    })),
    now: setting.now ?? noon,
    readyReply: 'Ответим утром',
  }
  return checkSettings(facts)
}

const text = (delayMs: number) => ({ id: `after ${delayMs}`, text: 'Скоро ответим', delayMs })
const sensible: Partial<ChannelRules> = {
  autoReplies: [text(0), text(600_000)],
  offHours: 'auto-replies',
  offHoursReplies: [text(0)],
  closingText: 'До свидания',
  inactivityMs: 24 * HOUR,
}
const codes = (setting?: Setting) => check(setting).map(({ code }) => code)

test('finds nothing in ordinary settings, and nothing in those of a new account', () => {
  assert.deepEqual(codes(), [])
  assert.deepEqual(codes({ window: 48 }), [])
  const fresh = {
    rules: { ...channelRules, autoReplies: [], offHours: 'nothing' } as const,
    week: allDay,
  }
  assert.deepEqual(codes(fresh), [])
})

const everyone = aTeam('everyone', { isEveryone: true })
const holiday = { from: '2026-12-31', to: '2027-01-02', name: 'Новый год', intervals: [] }
const anna = { receiver: { kind: 'operator', id: 'anna' } } as const
const sales = { receiver: { kind: 'team', id: 'sales' } } as const
const handsOn = aTeam('sales', { whenNobodyAnswers: 'backup', backupTeamId: 'night' })

const byBot: Partial<ChannelRules> = {
  receiver: { kind: 'bot', id: 'verba', backup: { kind: 'team', id: 'sales' } },
}
const staffed = [everyone, aTeam('sales')]

/** What makes each of them, and the nearest that does not. */
const table: Record<Warning['code'], { wrong: Setting; right: Setting }> = {
  'no-backup': { wrong: { rules: anna }, right: { rules: anna, members: { everyone: ['anna'] } } },
  'empty-backup': {
    wrong: { teams: [everyone, handsOn, aTeam('night', { isStaffed: false })] },
    right: { teams: [everyone, handsOn, aTeam('night')] },
  },
  'backup-disabled': {
    wrong: {
      rules: { receiver: { kind: 'bot', id: 'verba', backup: { kind: 'operator', id: 'anna' } } },
      disabled: ['anna'],
    },
    right: { rules: byBot, teams: staffed, disabled: ['anna'] },
  },
  'bot-gone': {
    wrong: { rules: byBot, teams: staffed, bot: 'gone' },
    right: { rules: byBot, teams: staffed },
  },
  'bot-module-off': {
    wrong: { rules: byBot, teams: staffed, bot: { isModuleOn: false } },
    right: { bot: { isModuleOn: false } },
  },
  'bot-disabled': {
    wrong: { rules: { offHours: 'bot', offHoursBotId: 'verba' }, bot: { isEnabled: false } },
    // A bot that a switch only remembers.
    right: { rules: { offHoursBotId: 'verba' }, bot: { isEnabled: false } },
  },
  'bot-not-published': {
    wrong: { rules: byBot, teams: staffed, bot: { isPublished: false } },
    // Off hours never come.
    right: {
      rules: { offHours: 'bot', offHoursBotId: 'verba' },
      week: allDay,
      bot: { isPublished: false },
    },
  },
  'bot-without-buttons': {
    wrong: { rules: byBot, teams: staffed, hidesButtons: true },
    right: { hidesButtons: true },
  },
  'receiver-disabled': { wrong: { rules: anna, disabled: ['anna'] }, right: {} },
  'empty-team': {
    wrong: { rules: sales, teams: [everyone, aTeam('sales', { isStaffed: false })] },
    right: { rules: sales, teams: [everyone, aTeam('sales')], members: { sales: ['anna'] } },
  },
  'nobody-on-line': { wrong: { present: [] }, right: { present: [], now: noon + 8 * HOUR } },
  'off-hours-gap': {
    wrong: { rules: { offHours: 'nothing' } },
    right: { rules: { offHours: 'nothing' }, week: allDay },
  },
  'no-off-hours-replies': { wrong: { rules: { offHoursReplies: [] } }, right: {} },
  'closing-after-window': {
    wrong: { window: 24 },
    right: { window: 24, rules: { inactivityMs: 23 * HOUR } },
  },
  'reply-after-close': {
    wrong: { rules: { inactivityMs: HOUR, autoReplies: [text(2 * HOUR)] } },
    right: { rules: { inactivityMs: HOUR, autoReplies: [text(2 * HOUR)], keepsUnanswered: true } },
  },
  'reply-outlasts-hours': {
    wrong: { rules: { autoReplies: [text(10 * HOUR)] } },
    // From the evening into the next morning.
    right: { rules: { autoReplies: [text(16 * HOUR)] } },
  },
  'reply-without-hours': { wrong: { week: allDay }, right: {} },
  'uncovered-holiday': {
    wrong: { rules: { offHours: 'nothing' }, exceptions: [holiday], now: noon + 20 * 24 * HOUR },
    right: { rules: { offHours: 'nothing' }, exceptions: [holiday] },
  },
  'never-open': {
    wrong: { week: workdays.map(() => []) },
    right: {
      week: workdays.map(() => []),
      exceptions: [{ ...holiday, intervals: [{ from: '10:00', to: '12:00' }] }],
    },
  },
}

for (const code of warningCode.options) {
  test(`warns of ${code}, and of nothing that only looks like it`, () => {
    const { wrong, right } = table[code]
    assert.ok(codes(wrong).includes(code), codes(wrong).join())
    assert.ok(!codes(right).includes(code), codes(right).join())
  })
}

const mendOf = (code: Warning['code'], setting: Setting = table[code].wrong) =>
  check(setting).find((warning) => warning.code === code)?.mend

test('offers one click that mends it', () => {
  assert.deepEqual(mendOf('no-backup')?.channel?.rules, {
    receiver: { kind: 'team', id: 'everyone' },
  })
  assert.deepEqual(
    mendOf('off-hours-gap', { rules: { offHours: 'nothing', offHoursReplies: [] } }),
    {
      channel: {
        id: 'shop',
        rules: {
          offHours: { bot: false, autoReplies: true },
          offHoursReplies: [{ text: 'Ответим утром', delayS: 0 }],
        },
      },
    },
  )
  assert.deepEqual(mendOf('closing-after-window')?.channel?.rules, {
    inactivity: { value: 23, unit: 'hours' },
  })
  assert.deepEqual(mendOf('reply-after-close')?.channel?.rules, {
    inactivity: { value: 3, unit: 'hours' },
  })
  assert.deepEqual(mendOf('reply-outlasts-hours')?.channel?.rules, { autoReplies: [] })
  assert.deepEqual(mendOf('empty-backup')?.team, {
    id: 'sales',
    settings: { backupTeamId: 'everyone' },
  })
  assert.equal(mendOf('nobody-on-line'), undefined)
  assert.deepEqual(mendOf('bot-gone')?.channel?.rules, { receiver: { kind: 'team', id: 'sales' } })
  assert.deepEqual(mendOf('bot-disabled')?.channel?.rules, {
    offHours: { bot: false, autoReplies: true },
  })
  const empty = { rules: byBot, teams: [everyone, aTeam('sales', { isStaffed: false })] }
  assert.deepEqual(mendOf('empty-backup', empty)?.channel?.rules, {
    receiver: { ...byBot.receiver, backup: { kind: 'team', id: 'everyone' } },
  })
})

test('says which days off, of which channels', () => {
  const [, warning] = check(table['uncovered-holiday'].wrong).toSorted((a, b) =>
    a.code < b.code ? -1 : 1,
  )
  assert.deepEqual(warning?.place, { kind: 'schedule' })
  assert.deepEqual(warning?.facts, {
    name: 'Новый год',
    from: '2026-12-31',
    to: '2027-01-02',
    channels: 'Магазин',
    count: 1,
  })
})
