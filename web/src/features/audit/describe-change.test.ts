import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AuditChange } from '@otklik/protocol/settings'
import { wordsOf } from '@otklik/words'

import { formatsOf } from '../../ui/formats.ts'
import { describeChange } from './describe-change.ts'

const speech = {
  words: wordsOf('ru').web,
  formats: formatsOf('ru'),
  operator: (id: string) => ({ anna: 'Анна Лебедева', igor: 'Игорь Сафонов' })[id],
  team: (id: string) => ({ sales: 'Продажи' })[id],
  channel: (id: string) => ({ shop: 'Магазин' })[id],
  bot: (id: string) => ({ verba: 'Верба' })[id],
  connectionField: (name: string) => ({ token: 'Токен HTTP API' })[name],
}

function said(change: AuditChange): string[] {
  const { label, lines } = describeChange(change, speech)
  return [label, ...lines.map(({ how, text }) => `${speech.words.audit[how]} ${text}`)].map(
    (line) => line.replaceAll('\u00a0', ' '),
  )
}

test('says names in quotes, and both of them', () => {
  assert.deepEqual(said({ field: 'name', before: 'Продажи', after: 'Отдел продаж' }), [
    'Название',
    'Было: «Продажи»',
    'Стало: «Отдел продаж»',
  ])
})

test('says switches, choices and durations in words', () => {
  const all: [AuditChange, string][] = [
    [{ field: 'settings.respectsStatus', before: true, after: false }, 'Стало: выключено'],
    [{ field: 'settings.method', before: 'manual', after: 'skills' }, 'Стало: По навыкам'],
    [{ field: 'settings.answerWaitS', before: 60, after: 120 }, 'Стало: 2 мин'],
    [{ field: 'settings.queueWaitS', before: 60, after: null }, 'Стало: без ограничения'],
    [{ field: 'settings.stickyWaitS', before: 60, after: null }, 'Стало: выключено'],
    [{ field: 'operatorWaitMin', before: 5, after: 15 }, 'Стало: 15 мин'],
    [{ field: 'inactivity', before: null, after: { value: 24, unit: 'hours' } }, 'Стало: 24 ч'],
    [
      {
        field: 'settings.absence',
        before: { policy: 'keep', afterS: 120 },
        after: { policy: 'queue', afterS: 120 },
      },
      'Стало: Вернуть в очередь группы через 2 мин',
    ],
    [{ field: 'isDisabled', before: false, after: true }, 'Стало: отключён'],
    [{ field: 'role', before: 'operator', after: 'supervisor' }, 'Стало: Супервизор'],
  ]
  for (const [change, line] of all) assert.equal(said(change).at(-1), line)
})

test('says people and teams by their names, also those that are gone', () => {
  assert.deepEqual(
    said({
      field: 'receiver',
      before: { kind: 'team', id: 'sales' },
      after: { kind: 'operator', id: 'anna' },
    }),
    ['Кто будет принимать обращение', 'Было: Продажи', 'Стало: Анна Лебедева'],
  )
  assert.equal(
    said({ field: 'settings.backupTeamId', before: null, after: 'deleted' }).at(-1),
    'Стало: удалённая группа',
  )
  const backup = { kind: 'operator', id: 'igor' }
  assert.equal(
    said({ field: 'receiver', before: null, after: { kind: 'bot', id: 'verba', backup } }).at(-1),
    'Стало: Верба, резерв: Игорь Сафонов',
  )
  assert.deepEqual(said({ field: 'offHoursBotId', before: 'verba', after: 'deleted' }).slice(1), [
    'Было: Верба',
    'Стало: удалённый чат-бот',
  ])
})

test('says of a list what came and went', () => {
  assert.deepEqual(said({ field: 'memberIds', before: ['anna'], after: ['igor'] }), [
    'Сотрудники группы',
    'Убрано: Анна Лебедева',
    'Добавлено: Игорь Сафонов',
  ])
  assert.deepEqual(
    said({ field: 'memberIds', before: ['anna', 'igor'], after: ['igor', 'anna'] }),
    ['Сотрудники группы', 'Порядок: Игорь Сафонов, Анна Лебедева'],
  )
  const greeting = { id: '1', text: 'Здравствуйте', delayS: 0 }
  const later = { id: '2', text: 'Скоро ответим', delayS: 60 }
  assert.deepEqual(said({ field: 'autoReplies', before: [greeting], after: [greeting, later] }), [
    'Автоматические ответы',
    'Добавлено: «Скоро ответим» через 1 мин',
  ])
})

test('says working hours by the day', () => {
  const night = { from: '22:00', to: '06:00' }
  assert.deepEqual(said({ field: 'week.6', before: [night], after: [] }), [
    'Воскресенье',
    'Было: 22:00–06:00',
    'Стало: Выходной',
  ])
  const holiday = { from: '2027-01-01', to: '2027-01-08', name: 'Праздники', intervals: [] }
  assert.deepEqual(said({ field: 'exceptions', before: [], after: [holiday] }), [
    'Исключения',
    'Добавлено: Праздники, 1 января 2027 г. – 8 января 2027 г.: Выходной',
  ])
})

test('says a field of a connection as its form does', () => {
  assert.deepEqual(said({ field: 'settings.token', before: '7100…••••', after: '7100…••••' }), [
    'Токен HTTP API',
    'Было: «7100…••••»',
    'Стало: «7100…••••»',
  ])
})

test('says what it has no words for as it is stored', () => {
  assert.deepEqual(said({ field: 'settings.colour', after: { hue: 7 } }), [
    'settings.colour',
    'Стало: {"hue":7}',
  ])
  assert.deepEqual(said({ field: 'weight', before: 'heavy', after: 2 }), [
    'Сколько мест занимает обращение',
    'Было: «heavy»',
    'Стало: 2',
  ])
})
