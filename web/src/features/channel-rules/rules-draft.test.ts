import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  type ChannelRules,
  AUTO_TEXT_LIMIT as serversAutoLimit,
  CLOSING_TEXT_LIMIT as serversLimit,
} from '@otklik/protocol/settings'

import {
  AUTO_TEXT_LIMIT,
  CLOSING_TEXT_LIMIT,
  formOfEdit,
  type RulesForm,
  rulesForm,
  rulesProblems,
  rulesRequest,
  switchOffHours,
} from './rules-draft.ts'

const stored: ChannelRules = {
  version: 3,
  receiver: { kind: 'team', id: 'delivery' },
  operatorWaitMin: 5,
  autoReplies: [],
  offHoursMode: 'nothing',
  offHoursBotId: null,
  offHoursFallback: '',
  offHoursReplies: [],
  isClosingTextShown: false,
  closingText: '',
  closingTemplateId: null,
  inactivity: { value: 24, unit: 'hours' },
  keepsUnanswered: false,
  weight: 1,
  mustSkills: [],
  niceSkills: [],
}
const form = rulesForm(stored)
const problemsOf = (changes: Partial<RulesForm>) => rulesProblems({ ...form, ...changes }, changes)

test('[COM-42] counts 250 code points, an emoji as one, and not the blanks around', () => {
  const closing = (closingText: string) => problemsOf({ isClosingTextShown: true, closingText })
  assert.deepEqual(closing('я'.repeat(250)), {})
  assert.deepEqual(closing(`  ${'🛋'.repeat(250)}  `), {})
  assert.deepEqual(closing('я'.repeat(262)).closingText, {
    code: 'too-long',
    limit: 250,
    excess: 12,
  })
  assert.deepEqual(closing('  ').closingText, { code: 'required' })
  assert.deepEqual(problemsOf({ closingText: '' }), {})
})

test('[COM-42] has the limit of the server', () => {
  assert.equal(CLOSING_TEXT_LIMIT, serversLimit)
  assert.equal(AUTO_TEXT_LIMIT, serversAutoLimit)
})

test('[COM-71] takes only whole numbers greater than zero', () => {
  const problemOf = (value: string) =>
    problemsOf({ inactivity: { value, unit: 'hours' } })['inactivity.value']?.code
  for (const value of ['0', '-2', '-1.5', ''])
    assert.equal(problemOf(value), 'more-than-zero', value)
  for (const value of ['1.5', '1,5', 'два', '1e2'])
    assert.equal(problemOf(value), 'not-whole', value)
  assert.deepEqual(problemsOf({ inactivity: { value: ' 720 ', unit: 'hours' } }), {})
  assert.deepEqual(problemsOf({ inactivity: { value: '721', unit: 'hours' } }), {
    'inactivity.value': { code: 'at-most', limit: 720 },
  })
  assert.deepEqual(problemsOf({ inactivity: { value: '366', unit: 'days' } }), {
    'inactivity.value': { code: 'at-most', limit: 365 },
  })
  assert.deepEqual(problemsOf({ inactivity: null }), {})
})

test('[COM-62] switching one of the two on switches the other off', () => {
  assert.equal(switchOffHours('bot', 'auto-replies', true), 'auto-replies')
  assert.equal(switchOffHours('auto-replies', 'bot', true), 'bot')
  assert.equal(switchOffHours('bot', 'bot', false), 'nothing')
  assert.equal(switchOffHours('bot', 'auto-replies', false), 'bot')
})

test('[COM-10] a kind alone is no receiver yet', () => {
  assert.deepEqual(problemsOf({ receiver: { kind: 'operator', id: '' } }), {
    'receiver.id': { code: 'choose-operator' },
  })
  assert.deepEqual(problemsOf({ receiver: { kind: 'operator', id: 'anna' } }), {})
})

test('[COM-13] a bot is no receiver without somebody behind it', () => {
  const bot = { kind: 'bot', id: 'verba' } as const
  assert.deepEqual(problemsOf({ receiver: { kind: 'bot', id: '' } }), {
    'receiver.id': { code: 'choose-bot' },
    'receiver.backup': { code: 'choose-backup' },
  })
  const backup = { kind: 'team', id: 'sales' } as const
  assert.deepEqual(problemsOf({ receiver: { ...bot, backup } }), {})
})

test('[COM-60] off hours the switch of bots needs one of them', () => {
  assert.deepEqual(problemsOf({ offHours: { mode: 'bot', botId: null } }), {
    'offHours.botId': { code: 'choose-bot' },
  })
  assert.deepEqual(problemsOf({ offHours: { mode: 'bot', botId: 'verba' } }), {})
  assert.deepEqual(problemsOf({ offHours: { mode: 'nothing', botId: null } }), {})
})

test('[D-12] the text for when the bot fails has the limit of other automatic texts', () => {
  assert.deepEqual(problemsOf({ offHoursFallback: '🌙'.repeat(1000) }), {})
  assert.deepEqual(problemsOf({ offHoursFallback: 'я'.repeat(1003) }).offHoursFallback, {
    code: 'too-long',
    limit: 1000,
    excess: 3,
  })
})

test('puts what mends a contradiction into the form as if it had been typed', () => {
  const values = { offHours: { mode: 'bot', botId: 'verba' } } as const
  const edit = rulesRequest({
    inactivity: { value: '3', unit: 'days' },
    offHours: { mode: 'auto-replies', botId: 'verba' },
  })
  assert.deepEqual(formOfEdit(edit, values), {
    inactivity: { value: '3', unit: 'days' },
    offHours: { mode: 'auto-replies', botId: 'verba' },
  })
  assert.deepEqual(formOfEdit({ inactivity: null }, values), { inactivity: null })
  const receiver = { kind: 'bot', id: 'verba', backup: { kind: 'team', id: 'sales' } } as const
  assert.deepEqual(formOfEdit({ receiver }, values), { receiver })
})

test('sends what was typed as the API spells it, and nothing else', () => {
  assert.deepEqual(rulesRequest({}), {})
  assert.deepEqual(
    rulesRequest({
      inactivity: { value: '3', unit: 'days' },
      offHours: { mode: 'auto-replies', botId: 'gone' },
      weight: 'много',
      mustSkills: ['english'],
      closingText: 'До связи',
    }),
    {
      inactivity: { value: 3, unit: 'days' },
      offHours: { bot: false, autoReplies: true },
      weight: 'много',
      mustSkills: ['english'],
      closingText: 'До связи',
    },
  )
  assert.deepEqual(rulesRequest({ inactivity: null }), { inactivity: null })
  assert.deepEqual(rulesRequest({ offHours: { mode: 'bot', botId: 'verba' } }), {
    offHours: { bot: true, autoReplies: false, botId: 'verba' },
  })
})
