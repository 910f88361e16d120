import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Conversation, Operator, Team } from '@otklik/protocol'
import type { Bot } from '@otklik/protocol/settings'

import { botsFor, choicesOf, matching, type Receivers, receiversOf } from './receivers.ts'

test('puts those on line first, the least loaded at the top', () => {
  const { operators } = receiversOf(known(), conversation('new', 'anna'), 'anna')
  assert.deepEqual(
    operators.map(({ operator, held }) => [operator.id, held]),
    [
      ['vera', 0],
      ['igor', 1],
      ['julia', 0],
    ],
  )
})

test('leaves out who holds it, who asks, and who was shut out', () => {
  const { operators } = receiversOf(known(), conversation('old', 'igor'), 'anna')
  assert.deepEqual(
    operators.map(({ operator }) => operator.id),
    ['vera', 'julia'],
  )
})

test('finds by any part of a name, in any order', () => {
  const all: Receivers = {
    ...receiversOf(known(), conversation('new', 'anna'), 'anna'),
    bots: [bot('verba', 'Верба'), bot('night', 'Ночной')],
  }
  assert.deepEqual(
    matching(all, 'ве шм').operators.map(({ operator }) => operator.id),
    ['vera'],
  )
  assert.equal(matching(all, 'достав').teams.length, 1)
  assert.deepEqual(
    matching(all, 'cfajyjd').operators.map(({ operator: { id } }) => id),
    ['igor'],
    'in the wrong layout',
  )
  assert.deepEqual(
    matching(all, 'вер').bots.map(({ id }) => id),
    ['verba'],
  )
  assert.equal(matching(all, 'никто').operators.length, 0)
})

test('[CC-04] offers bots by name, but not the one that holds it', () => {
  const bots = [bot('verba', 'Верба'), bot('night', 'Ночной'), bot('any', 'Авто')]
  const withVerba = { status: 'bot' as const, bot: { id: 'verba', name: 'Верба' } }
  const held = { ...conversation('new', ''), ...withVerba }
  assert.deepEqual(
    botsFor(bots, held).map(({ id }) => id),
    ['any', 'night'],
  )
  // Closed or given on by it, it may have it again.
  assert.equal(botsFor(bots, { ...held, status: 'queued' }).length, 3)
})

test('walks over all who are found, past bots that would not answer', () => {
  const silent = { ...bot('night', 'Вера ночью'), isAvailable: false }
  const all: Receivers = {
    ...receiversOf(known(), conversation('new', 'anna'), 'anna'),
    bots: [bot('verba', 'Верба'), silent],
  }
  assert.deepEqual(choicesOf(matching(all, 'dth')), [
    { kind: 'operator', id: 'vera', name: 'Вера Шмидт' },
    { kind: 'bot', id: 'verba', name: 'Верба' },
  ])
})

function bot(id: string, name: string): Bot {
  return { id, name, isAvailable: true } as Bot
}

function known() {
  return {
    operators: byId([
      operator('anna', 'Анна Лебедева'),
      operator('igor', 'Игорь Сафонов'),
      operator('vera', 'Вера Шмидт'),
      { ...operator('julia', 'Юлия Крамаренко'), status: 'break' as const },
      { ...operator('gone', 'Лидия'), isDisabled: true },
      operator('looks-on', 'Роман Зайцев'),
    ]),
    teams: byId([
      team('everyone', 'Все', ['anna', 'igor', 'vera', 'julia', 'gone'], true),
      team('delivery', 'Доставка', ['igor'], false),
    ]),
    conversations: byId([conversation('held', 'igor')]),
  }
}

function byId<Item extends { id: string }>(items: Item[]): ReadonlyMap<string, Item> {
  return new Map(items.map((item) => [item.id, item]))
}

function operator(id: string, name: string): Operator {
  return {
    id,
    name,
    email: '',
    role: 'operator',
    isDisabled: false,
    version: 1,
    status: 'online',
    capacity: 5,
    skills: [],
    scope: 'team',
    isOnline: true,
  }
}

function team(id: string, name: string, memberIds: string[], isEveryone: boolean): Team {
  return { id, version: 1, name, isEveryone, memberIds, settings: {} as Team['settings'] }
}

function conversation(id: string, operatorId: string): Conversation {
  return {
    id,
    version: 1,
    number: 1,
    channelId: 'channel',
    kind: 'direct',
    contact: { id: 'contact', name: 'Марина' },
    status: 'assigned',
    operatorId,
    weight: 1,
    owes: 'us',
    unread: 0,
    openedAt: '2026-10-03T14:00:00Z',
    lastActivityAt: '2026-10-03T14:00:00Z',
    isContactBlocking: false,
  }
}
