import assert from 'node:assert/strict'
import { test } from 'node:test'

import { initialsOf } from './initials.ts'

test('takes the first letters of two words', () => {
  assert.equal(initialsOf('Марина Ковалёва'), 'МК')
  assert.equal(initialsOf('елена'), 'Е')
})

test('passes over the legal form of a company', () => {
  assert.equal(initialsOf('ООО «Стальмонтаж-Север»'), 'СС')
})

test('gives nothing for a numbered visitor or a name of signs', () => {
  assert.equal(initialsOf('Посетитель 7041'), '')
  assert.equal(initialsOf('🌸✨'), '')
})
