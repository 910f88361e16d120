import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordsOf } from '@otklik/words'

import { resultsInWords } from './results-in-words.ts'

const { bulk } = wordsOf('ru').web
const plain = (said: string) => said.replaceAll('\u00a0', ' ')
const done = { id: 'a', conversation: {} as never }
const refused = (message: string) => ({ id: 'b', error: { code: 'x', message } })

test('what became of many is said together, and each reason once', () => {
  const taken = 'Обращение уже у сотрудника Игорь Сафонов.'
  const said = plain(resultsInWords([done, done, refused(taken), refused(taken)], 'close', bulk))
  assert.equal(said, '2 закрыты, 2 — нет: Обращение уже у сотрудника Игорь Сафонов')
  assert.equal(plain(resultsInWords([done], 'transfer', bulk)), '1 передано')
})
