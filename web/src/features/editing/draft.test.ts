import assert from 'node:assert/strict'
import { test } from 'node:test'

import { changesOf, differences, isSame, listChanges, touch, withoutSaved } from './draft.ts'

interface Values {
  text: string
  hours: { value: number; unit: string } | null
  skills: string[]
}

const stored: Values = { text: 'Спасибо', hours: { value: 2, unit: 'hours' }, skills: ['vip'] }

test('sends nothing of a choice that went there and back', () => {
  const draft = { text: 'Спасибо', hours: { unit: 'hours', value: 2 }, skills: ['vip'] }
  assert.deepEqual(changesOf(stored, draft), {})
})

test('sends only what differs, and null as a value of its own', () => {
  assert.deepEqual(changesOf(stored, { text: 'Спасибо', hours: null }), { hours: null })
})

test('lets a form decide what counts as a change', () => {
  const isChanged = (_: keyof Values, __: Values, typed: unknown) => typed !== ''
  assert.deepEqual(changesOf(stored, { text: '' }, isChanged), {})
})

test('keeps what was typed while the rest was being saved', () => {
  const sent = { text: 'Спасибо, Анна' }
  assert.deepEqual(withoutSaved<Values>({ text: 'Спасибо, Анна' }, sent), {})
  assert.deepEqual(withoutSaved<Values>({ text: 'Спасибо, Игорь', hours: null }, sent), {
    text: 'Спасибо, Игорь',
    hours: null,
  })
})

test('names what two stored versions differ in', () => {
  assert.deepEqual(differences(stored, { ...stored, skills: ['vip', 'english'] }), ['skills'])
  assert.deepEqual(differences(stored, structuredClone(stored)), [])
})

test('tells lists from objects and absent from empty', () => {
  assert.equal(isSame([], {}), false)
  assert.equal(isSame({ a: undefined }, {}), true)
  assert.equal(isSame('', undefined), false)
})

test('lets go of what is touched with nothing, and keeps the rest', () => {
  assert.deepEqual(touch<Values>({ text: 'Спасибо', hours: null }, { text: undefined }), {
    hours: null,
  })
  assert.deepEqual(touch<Values>({ text: 'Спасибо' }, { skills: [] }), {
    text: 'Спасибо',
    skills: [],
  })
})

test('tells who came into a list, who left it, and whether the rest changed places', () => {
  const between = (before: string, now: string) => {
    const { added, removed, isReordered } = listChanges([...before], [...now], String)
    return [added.join(''), removed.join(''), isReordered]
  }
  assert.deepEqual(between('abc', 'acd'), ['d', 'b', false])
  assert.deepEqual(between('abc', 'cab'), ['', '', true])
  assert.deepEqual(between('abc', 'abc'), ['', '', false])
})
