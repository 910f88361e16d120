import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Scenario } from '@otklik/protocol/settings'

import { begin, edit, redo, undo } from './history.ts'

/** Told apart by where they begin. */
const drawn = (start: string): Scenario => ({ format: 1, start, steps: [] })
const [first, second, third] = [drawn('1'), drawn('2'), drawn('3')]

test('what was done is taken back and done again', () => {
  const history = edit(edit(begin(first), second, { at: 0 }), third, { at: 1 })
  const back = undo(undo(history))
  assert.equal(back.now, first)
  assert.equal(undo(back).now, first)
  assert.equal(redo(redo(back)).now, third)
  assert.equal(redo(redo(redo(back))).now, third)
})

test('letters typed one after another are taken back together', () => {
  const about = 'text of hello'
  let history = edit(begin(first), second, { about, at: 0 })
  history = edit(history, third, { about, at: 900 })
  assert.equal(undo(history).now, first)
})

test('after a pause, and about something else, it is another edit', () => {
  const about = 'text of hello'
  const typed = edit(begin(first), second, { about, at: 0 })
  assert.equal(undo(edit(typed, third, { about, at: 2000 })).now, second)
  assert.equal(undo(edit(typed, third, { about: 'text of bye', at: 100 })).now, second)
})

test('what is typed after taking back begins a new future', () => {
  const back = undo(edit(begin(first), second, { about: 'text', at: 0 }))
  const anew = edit(back, third, { about: 'text', at: 100 })
  assert.equal(redo(anew).now, third)
  assert.equal(undo(anew).now, first)
})

test('the same again is no edit', () => {
  const history = begin(first)
  assert.equal(edit(history, first, { at: 0 }), history)
})
