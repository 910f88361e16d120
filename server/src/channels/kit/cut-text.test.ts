import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import fc from 'fast-check'

import { cutText } from './cut-text.ts'

describe('cuts where a person would', () => {
  const cases: Record<string, [text: string, pieces: string[]]> = {
    'leaves a short text whole': ['Добрый день', ['Добрый день']],
    'between paragraphs first': ['один два\n\nтри\nчетыре', ['один два', 'три\nчетыре']],
    'then between lines': ['один два\nтри. четыре', ['один два', 'три. четыре']],
    'then between sentences': ['Один два. три четыре', ['Один два.', 'три четыре']],
    'then between words': ['один два три четыре', ['один два три', 'четыре']],
    'then wherever it must': ['одиндватричетырепять', ['одиндватричетыр', 'епять']],
    'a space at the limit costs nothing': ['123456789012345 7', ['123456789012345', '7']],
  }
  for (const [name, [text, pieces]] of Object.entries(cases)) {
    test(name, () => assert.deepEqual(cutText(text, 15), pieces))
  }
})

test('[H-14] an emoji at the cut goes to the next piece', () => {
  assert.deepEqual(cutText(`${'я'.repeat(4095)}😀`, 4096), ['я'.repeat(4095), '😀'])
})

test('a family, a flag and an accent are one character', () => {
  for (const one of ['👨‍👩‍👧‍👦', '🇰🇿', 'е́', '👍🏽']) {
    const [first, second] = cutText(`${'я'.repeat(19)}${one}`, 20)
    assert.deepEqual([first, second], ['я'.repeat(19), one])
  }
})

test('a character longer than a message is cut after all', () => {
  const zalgo = `я${'\u0301'.repeat(50)}`
  assert.equal(cutText(zalgo, 20).join(''), zalgo)
})

test('a blank text has no pieces', () => {
  assert.deepEqual(cutText(' \n\n ', 10), [])
})

test('loses nothing but white space, and fits always', () => {
  const texts = fc.array(
    fc.oneof(fc.constantFrom(' ', '\n', '. ', '👨‍👩‍👧', '🇷🇺'), fc.string({ unit: 'grapheme' })),
  )
  fc.assert(
    fc.property(texts, fc.integer({ min: 20, max: 60 }), (words, maxUnits) => {
      const text = words.join('')
      const pieces = cutText(text, maxUnits)
      assert(pieces.every((piece) => piece.length <= maxUnits && piece.isWellFormed()))
      assert.equal(pieces.join('').replace(/\s/g, ''), text.replace(/\s/g, ''))
    }),
  )
})
