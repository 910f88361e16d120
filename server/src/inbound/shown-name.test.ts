import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { shownName } from './shown-name.ts'

describe('[H-29] a name that somebody gave themselves', () => {
  test('is kept as it is, in any language, with pictures', () => {
    for (const name of [
      'Анна Лебедева',
      'محمد علي',
      'Nguyễn Thị',
      'สมชาย',
      '👨‍👩‍👧‍👦 Семья',
      '🇷🇺',
      'О’Нил',
    ]) {
      assert.equal(shownName(name), name)
    }
  })

  test('does not turn the words beside it', () => {
    assert.equal(shownName('\u202Egnp.exe'), 'gnp.exe')
    assert.equal(shownName('Анна\u2066\u2029\r\nIgor'), 'Анна Igor')
  })

  test('does not climb over the lines beside it', () => {
    assert.equal(shownName(`Z${'\u0335'.repeat(500)}a`), `Z${'\u0335'.repeat(6)}a`)
    assert.equal([...shownName('😀'.repeat(10_000))].length, 200)
  })

  test('is none when nobody can see it', () => {
    for (const name of [
      '',
      '   ',
      '\u200b\u200d',
      '\u3164',
      '\u2800\u2800',
      '\u0301\u0301',
      '\u202e',
    ]) {
      assert.equal(shownName(name), '')
    }
  })
})
