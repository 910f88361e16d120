import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Conversation, Operator, Team } from '@otklik/protocol'

import { boardRows, figuresOf, operatorLines } from './board-rows.ts'

const NOW = Date.parse('2026-03-02T12:00:00Z')
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString()

let numbers = 0
const conversation = (name: string, facts: Partial<Conversation>): Conversation =>
  ({
    id: name,
    number: ++numbers,
    channelId: 'telegram',
    contact: { id: name, name },
    status: 'assigned',
    teamId: 'sales',
    weight: 1,
    owes: 'us',
    ...facts,
  }) as Conversation
const team = (id: string, answerNormS: number, memberIds: string[] = []): Team =>
  ({
    id,
    name: id,
    isEveryone: false,
    memberIds,
    settings: { answerNormS, sla: {} },
  }) as unknown as Team
const operator = (id: string, facts: Partial<Operator> = {}): Operator =>
  ({ id, name: id, isDisabled: false, status: 'online', capacity: 8, ...facts }) as Operator
const byId = <Each extends { id: string }>(...all: Each[]) =>
  new Map(all.map((each) => [each.id, each]))

const known = {
  teams: byId(team('sales', 300, ['anna', 'igor']), team('delivery', 1200, ['igor'])),
  operators: byId(operator('anna'), operator('igor', { status: 'break' })),
  conversations: byId(
    conversation('Олег', { operatorId: 'anna', waitingSince: ago(11), assignedSince: ago(48) }),
    conversation('Марина', { operatorId: 'igor', waitingSince: ago(15), teamId: 'delivery' }),
    conversation('Нина', { status: 'queued', waitingSince: ago(3) }),
    conversation('Дарья', { operatorId: 'anna', waitingSince: ago(90), heldSince: ago(60) }),
    conversation('Светлана', { status: 'bot', waitingSince: ago(20), bot: { id: 'b', name: 'В' } }),
    conversation('Руслан', { operatorId: 'anna', owes: 'customer', assignedSince: ago(5) }),
    conversation('Вера', { status: 'closed' }),
  ),
}
const names = (search: Parameters<typeof boardRows>[1]) =>
  boardRows(known, search, NOW).map(({ contact }) => contact.name)

test('counts who waits, by each team’s own norm, without what waits on purpose', () => {
  const figures = figuresOf(known, {}, NOW)
  assert.equal(figures.waiting, 3)
  // A quarter of an hour is within the norm of «delivery».
  assert.equal(figures.overdue, 1)
  assert.equal(figures.longestSince, NOW - 15 * 60_000)
  assert.equal(figures.unassigned, 1)
  assert.equal(figures.onLine, 1)
})

test('shows behind each figure just as many as it says', () => {
  const figures = figuresOf(known, {}, NOW)
  for (const list of ['waiting', 'overdue', 'unassigned', 'handled'] as const) {
    assert.equal(names({ list }).length, figures[list], list)
  }
})

test('puts who waits longest first, and sorts by any column both ways', () => {
  assert.deepEqual(names({}).slice(0, 3), ['Марина', 'Олег', 'Нина'])
  assert.deepEqual(names({ sort: 'handled' }).slice(0, 2), ['Олег', 'Руслан'])
  assert.deepEqual(names({ sort: '-customer' }).at(-1), 'Дарья')
})

test('leaves what is of a team, a channel and a person', () => {
  assert.deepEqual(names({ team: 'delivery' }), ['Марина'])
  assert.deepEqual(names({ operator: 'anna' }), ['Олег', 'Дарья', 'Руслан'])
  assert.deepEqual(names({ channel: 'viber' }), [])
})

test('shows people by status with what they hold, what is put aside takes no place', () => {
  const [onLine, away] = operatorLines(known, 'sales', NOW)
  assert.deepEqual(
    onLine?.lines.map(({ operator, load, held, overdue }) => [operator.id, load, held, overdue]),
    [['anna', 2, 3, 1]],
  )
  assert.equal(away?.status, 'break')
})
