import assert from 'node:assert/strict'
import { test } from 'node:test'

import { chooseEntries, type Entry } from './entries.ts'

const entry = (id: string, label: string, kind: Entry['kind'] = 'command'): Entry => ({
  ...{ id, label, kind, detail: undefined, keys: undefined },
  run: () => {},
})
const all = [
  entry('close', 'Закрыть обращение'),
  entry('transfer', 'Передать'),
  entry('page:teams', 'Распределение обращений'),
  entry('c1', 'Марина Ковалёва', 'conversation'),
]
const ids = (typed: string, recent: string[] = []) =>
  chooseEntries(all, typed, recent).map(({ id }) => id)

test('before anything is typed, what was chosen last comes first', () => {
  assert.deepEqual(ids('', ['transfer', 'c1']), ['transfer', 'c1', 'close', 'page:teams'])
})

test('the better answer goes before the more recent one', () => {
  assert.deepEqual(ids('обращени', ['page:teams']), ['page:teams', 'close'])
  assert.deepEqual(ids('закр', ['page:teams']), ['close'])
  assert.deepEqual(ids('vfhbyf'), ['c1'])
})
