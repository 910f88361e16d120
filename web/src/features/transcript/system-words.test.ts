import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type SystemLine, systemLine } from '@otklik/protocol'
import { wordsOf } from '@otklik/words'

import { formatsOf } from '../../ui/formats.ts'
import { sentenceOf } from './system-words.ts'

test('has a sentence for every line in both languages', () => {
  for (const language of ['ru', 'en'] as const) {
    const words = wordsOf(language).web.system
    for (const code of systemLine.shape.code.options) {
      const line = { code, parameters: { name: 'Анна', to: 'Доставка', kind: 'team' } }
      const sentence = sentenceOf(line, words, formatsOf(language))
      assert.notEqual(sentence, words.unknown, `${language} ${code}`)
    }
  }
})

test('says who gave it to whom', () => {
  const parameters = { name: 'Анна', to: 'Игорь', kind: 'operator' }
  assert.equal(said({ code: 'transferred', parameters }), 'Передано: **Анна** → **Игорь**')
  const toTeam = { ...parameters, to: 'Доставка', kind: 'team' }
  assert.equal(
    said({ code: 'transferred', parameters: toTeam }),
    'Передано: **Анна** → группа **«Доставка»**',
  )
})

test('says how long somebody had to accept', () => {
  const parameters = { name: 'Анна', seconds: '30' }
  assert.equal(said({ code: 'not-accepted', parameters }), 'Не принято за 30 с: **Анна**')
})

test('counts names when there are too many to read', () => {
  const parameters = { name: 'Анна, Игорь, Вера, Пётр, Юлия' }
  assert.equal(
    said({ code: 'offered-to-all', parameters }),
    'Предложено всем: **Анна, Игорь, Вера и ещё 2**',
  )
})

test('tells after what silence it was closed', () => {
  const parameters = { reason: 'timeout', hours: '72' }
  assert.equal(said({ code: 'closed', parameters }), 'Закрыто по неактивности: 3 дня без сообщений')
})

function said(line: SystemLine): string {
  return sentenceOf(line, wordsOf('ru').web.system, formatsOf('ru')).replaceAll(/\s/g, ' ')
}
