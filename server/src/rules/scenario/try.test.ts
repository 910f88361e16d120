import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { ButtonLooks } from '@otklik/protocol'
import { type TryRequest, tryAnswer, tryRequest } from '@otklik/protocol/settings'
import { BOT, scenarioOf, someFacts } from '../../testing/talk.ts'
import { type TryWorld, tryScenario } from './try.ts'

const OTHER = '01980000-0000-7000-8000-0000000000b2'
const looks: ButtonLooks = {
  inline: [{ as: 'replies', max: 2, maxLabelLength: 8 }, { as: 'lines' }],
  keyboard: [{ as: 'keyboard', max: 2, maxLabelLength: 8 }],
}
const otherwise = { text: '', times: 1, next: null }
const option = (id: string, label: string, next: string | null) => ({ id, label, next })
const orders = scenarioOf(
  {
    id: 'menu',
    kind: 'choice',
    text: 'Что узнать?',
    placement: 'inline',
    options: [option('a', 'Заказ', 'number'), option('b', 'Доставка', 'on')],
    otherwise,
    silence: { afterMin: 10, next: 'bye' },
  },
  {
    id: 'number',
    kind: 'question',
    text: 'Номер заказа?',
    expects: 'number',
    saveAs: 'заказ',
    next: 'ask',
    otherwise,
  },
  {
    id: 'ask',
    kind: 'request',
    method: 'GET',
    url: 'https://shop.example/orders/{{заказ}}',
    save: [
      { name: 'статус', path: 'order.status' },
      { name: 'город', path: 'order.places.0' },
    ],
    next: 'tell',
    whenFailed: 'bye',
  },
  { id: 'tell', kind: 'message', text: 'Статус: {{статус}}, {{город}}', next: 'pause' },
  { id: 'pause', kind: 'wait', seconds: 60, next: 'bye' },
  { id: 'bye', kind: 'close' },
  { id: 'on', kind: 'scenario', botId: OTHER },
)
const delivery = scenarioOf({ id: 'hi', kind: 'message', text: 'Доставим', next: null })

const world: TryWorld = {
  facts: someFacts(),
  looks,
  published: new Map([[OTHER, { version: 2, scenario: delivery }]]),
  isSendable: () => true,
}
const attempt = (said: TryRequest['said'], changes: Partial<TryRequest> = {}, given = world) => {
  const request = { scenario: orders, botId: BOT, channelId: null, kind: 'trial', said, ...changes }
  return tryAnswer.parse(tryScenario(tryRequest.parse(request), given))
}
const text = (text: string) => ({ type: 'text' as const, text })
const press = (option: string) => ({
  type: 'press' as const,
  value: `${BOT.slice(-8)}.menu.${option}`,
})
const time = { type: 'time' as const }

describe('trying a scenario out', () => {
  test('tells what the bot does after each word, and where it waits', () => {
    const { entries, ...rest } = attempt([text('заказ'), text('17')])
    assert.deepEqual(
      entries.map((entry) => [
        entry.after,
        entry.stepId,
        'action' in entry ? entry.action.type : entry.request,
      ]),
      [
        [0, 'menu', 'say'],
        [1, 'number', 'say'],
        [2, 'number', 'set'],
        [2, 'ask', { method: 'GET', url: 'https://shop.example/orders/17' }],
        [2, 'bye', 'close'],
      ],
    )
    const attributes = { заказ: '17' }
    assert.deepEqual(rest, {
      waitsFor: 'nothing',
      hasPatience: false,
      attributes,
      isEndless: false,
    })
  })

  test('goes on as if requests were answered, by the names of what they bring', () => {
    const { entries, ...rest } = attempt([press('a'), text('17')], { requests: 'succeed' })
    const last = entries.at(-1)
    assert.deepEqual(last && 'action' in last && last.action, {
      type: 'say',
      text: 'Статус: ‹order.status›, ‹order.places.0›',
    })
    assert.deepEqual([rest.waitsFor, rest.stepId], ['time', 'pause'])
    const over = attempt([press('a'), text('17'), time, text('ау')], { requests: 'succeed' })
    assert.deepEqual([over.waitsFor, over.entries.at(-1)?.after], ['nothing', 3])
  })

  test('lets the customer’s silence pass', () => {
    assert.equal(attempt([]).hasPatience, true)
    const { entries } = attempt([time])
    assert.equal(entries.at(-1)?.stepId, 'bye')
    assert.equal(attempt([press('a'), time, time]).stepId, 'number')
  })

  test('[COM-22] shows buttons as the platform has them', () => {
    const [first] = attempt([]).entries
    assert.deepEqual(first && 'action' in first && first.look, {
      as: 'replies',
      options: [
        { label: 'Заказ', value: press('a').value },
        { label: 'Доставка', value: press('b').value },
      ],
      left: 0,
    })
    const many = scenarioOf({
      id: 'c',
      kind: 'choice',
      text: '?',
      placement: 'keyboard',
      options: [
        option('a', 'Да', null),
        option('b', 'Возможно, да', null),
        option('c', 'Нет', null),
      ],
      otherwise,
    })
    const [cut] = attempt([], { scenario: many }).entries
    const look = cut && 'action' in cut ? cut.look : undefined
    assert.deepEqual([look?.options.map(({ label }) => label), look?.left], [['Да', 'Возможно'], 1])
    const lines = { ...many, steps: many.steps.map((step) => ({ ...step, placement: 'inline' })) }
    const [shown] = attempt([], { scenario: lines as typeof many }).entries
    assert.equal(shown && 'action' in shown && shown.look?.as, 'lines')
  })

  test('goes on in what is published of another bot, and ends where there is none', () => {
    const there = attempt([press('b')])
    assert.deepEqual(there.entries.at(-1), {
      after: 1,
      stepId: 'hi',
      botId: OTHER,
      action: { type: 'say', text: 'Доставим' },
    })
    assert.deepEqual([there.botId, there.stepId, there.waitsFor], [OTHER, undefined, 'customer'])
    const nowhere = attempt([press('b')], {}, { ...world, published: new Map() })
    assert.deepEqual(nowhere.waitsFor, 'nothing')
    assert.equal(nowhere.entries.length, 2)
  })

  test('says of a circle that it has no end', () => {
    const round = scenarioOf({ id: 'on', kind: 'scenario', botId: BOT })
    const { isEndless, waitsFor } = attempt([], { scenario: round })
    assert.deepEqual([isEndless, waitsFor], [true, 'nothing'])
  })
})
