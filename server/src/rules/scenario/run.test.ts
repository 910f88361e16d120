import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { MONDAY, scenarioOf, TrialTalk } from '../../testing/talk.ts'

const TEAM = '01980000-0000-7000-8000-0000000000d1'
const again = { text: 'Выберите из списка', times: 1, next: 'person' }

/** A greeting with a menu, an address and a way to people. */
const reception = scenarioOf(
  { id: 'hello', kind: 'message', text: 'Здравствуйте, {{имя клиента}}', next: 'menu' },
  {
    id: 'menu',
    kind: 'choice',
    text: 'Что вас интересует?',
    placement: 'inline',
    options: [
      { id: 'a', label: 'Доставка', next: 'mail' },
      { id: 'b', label: 'Ещё вопрос', next: 'person' },
    ],
    saveAs: 'тема',
    otherwise: again,
    silence: { afterMin: 30, next: 'bye' },
  },
  {
    id: 'mail',
    kind: 'question',
    text: 'На какую почту прислать?',
    expects: 'email',
    saveAs: 'почта',
    next: 'thanks',
    otherwise: { text: 'Это не похоже на адрес почты', times: 2, next: 'person' },
  },
  { id: 'thanks', kind: 'message', text: 'Отправим на {{почта}}', next: 'bye' },
  { id: 'bye', kind: 'close', text: 'Всего доброго' },
  {
    id: 'person',
    kind: 'hand-over',
    to: { kind: 'team', id: TEAM },
    summary: 'Тема: {{тема}}. Последнее: {{сообщение}}',
  },
)
const menu = 'Что вас интересует? [Доставка / Ещё вопрос]'

describe('a scenario', () => {
  test('[BOT-03] leads from the greeting by buttons and answers to the close', () => {
    const talk = new TrialTalk(reception)
    assert.deepEqual(talk.begin(), ['Здравствуйте, Дарья', menu])
    assert.deepEqual(talk.waits, { for: 'customer', until: MONDAY + 30 * 60_000 })
    assert.deepEqual(talk.presses('Доставка'), ['set тема=Доставка', 'На какую почту прислать?'])
    assert.deepEqual(talk.waits, { for: 'customer' })
    assert.deepEqual(talk.says('завтра'), ['Это не похоже на адрес почты'])
    assert.deepEqual(talk.says('Darya@Example.ru '), [
      'set почта=Darya@Example.ru',
      'Отправим на Darya@Example.ru',
      'close: Всего доброго',
    ])
    assert.deepEqual(talk.waits, { for: 'nothing' })
    assert.equal(talk.place, undefined)
  })
})
