import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { NOON } from '../testing/routing.ts'
import { openBetween } from '../testing/rules.ts'
import { type Plot, Story } from '../testing/story.ts'

const entry = (text: string, delayS: number) => ({ id: text, text, delayMs: delayS * 1000 })
const HOUR_MS = 3_600_000
const lists = {
  autoReplies: [entry('w0', 0), entry('w60', 60), entry('w7200', 7200)],
  offHours: 'auto-replies' as const,
  offHoursReplies: [entry('o0', 0), entry('o60', 60), entry('o7200', 7200)],
}
const open = openBetween(NOON, NOON + HOUR_MS)
const opensSoon = openBetween(NOON + HOUR_MS, NOON + 10 * HOUR_MS)
const silent = openBetween(0, 0)
const texts = (plot: Plot, act: (story: Story) => unknown) => {
  const story = new Story(plot)
  act(story)
  return story.said.filter((text) => /^[wo]\d/.test(text)).join(' ')
}

const rows: [string, Plot, (story: Story) => unknown, string][] = [
  [
    'sends each of the list after its delay',
    { rules: lists },
    (s) => s.customerWrites().after(3 * HOUR_MS),
    'w0 w60 w7200',
  ],
  [
    'does not begin again with another word',
    { rules: lists },
    (s) =>
      s
        .customerWrites()
        .after(30_000)
        .customerWrites()
        .after(61_000)
        .customerWrites()
        .after(HOUR_MS),
    'w0 w60',
  ],
  [
    'is over with the answer of an operator',
    { rules: lists },
    (s) =>
      s
        .customerWrites()
        .after(1000)
        .taken()
        .replies()
        .after(HOUR_MS)
        .customerWrites()
        .after(HOUR_MS),
    'w0',
  ],
  [
    'is not over when somebody only takes it',
    { rules: lists },
    (s) => s.customerWrites().after(0).taken().after(HOUR_MS),
    'w0 w60',
  ],
  [
    'is over with the close',
    { rules: lists },
    (s) =>
      s
        .customerWrites()
        .after(0)
        .closed()
        .after(3 * HOUR_MS),
    'w0',
  ],
  [
    'drops a delay that ends after closing time',
    { rules: lists, schedule: open },
    (s) => s.customerWrites().after(5 * HOUR_MS),
    'w0 w60',
  ],
  [
    '[COM-61] sends the list of off hours off hours',
    { rules: lists, schedule: silent },
    (s) => s.customerWrites().after(3 * HOUR_MS),
    'o0 o60 o7200',
  ],
  [
    'drops an off-hours delay that ends in working time',
    { rules: lists, schedule: opensSoon },
    (s) => s.customerWrites().after(5 * HOUR_MS),
    'o0 o60',
  ],
  [
    '[COM-62] sends nothing off hours where a bot has them',
    { rules: { ...lists, offHours: 'bot' }, schedule: silent },
    (s) => s.customerWrites().after(5 * HOUR_MS),
    '',
  ],
  [
    'sends nothing off hours where that was chosen',
    { rules: { ...lists, offHours: 'nothing' }, schedule: silent },
    (s) => s.customerWrites().after(5 * HOUR_MS),
    '',
  ],
  [
    'runs both lists when the customer writes in both hours',
    { rules: lists, schedule: opensSoon },
    (s) =>
      s
        .customerWrites()
        .after(HOUR_MS + 1)
        .customerWrites()
        .after(HOUR_MS),
    'o0 o60 w0 w60',
  ],
  [
    '[H-23] sends once what is late, in the order it was due',
    { rules: lists },
    (s) => s.customerWrites().late(HOUR_MS).tell({ type: 'time-passed' }),
    'w0 w60',
  ],
  [
    '[H-23] does not send what is late and answered meanwhile',
    { rules: lists },
    (s) => s.customerWrites().taken().replies().late(HOUR_MS),
    '',
  ],
  [
    '[H-23] keeps a late off-hours text back in working time',
    { rules: lists, schedule: opensSoon },
    (s) => s.customerWrites().late(HOUR_MS + 1),
    '',
  ],
  [
    'says nothing to a customer who blocked us',
    { rules: lists, context: { contact: { name: 'Олег', isBlocking: true } } },
    (s) => s.tell({ type: 'contact-started' }).after(HOUR_MS),
    '',
  ],
]

describe('[D-03] an automatic reply', () => {
  for (const [says, plot, act, expected] of rows) {
    test(says, () => assert.equal(texts(plot, act), expected))
  }

  test('waits while a close can be undone', () => {
    const story = new Story({ rules: lists }).customerWrites().after(58_000).closed()
    assert.equal(story.wakeIn, 8000)
    story.after(4000).undone().after(0)
    assert.ok(story.said.includes('w60'))
  })

  test('[D-26] does not restart the clock of silence', () => {
    const story = new Story({ rules: { ...lists, inactivityMs: HOUR_MS } }).customerWrites()
    story.after(HOUR_MS)
    assert.equal(story.holding?.status === 'closed' && story.holding.at, NOON + HOUR_MS)
  })
})
