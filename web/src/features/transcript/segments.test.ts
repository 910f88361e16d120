import assert from 'node:assert/strict'
import { test } from 'node:test'

import { segmentsOf } from './segments.ts'

test('leaves plain text in one piece', () => {
  assert.deepEqual(segmentsOf('Где машина?'), [{ start: 0, text: 'Где машина?', types: [] }])
})

test('finds addresses in plain text', () => {
  const link = segmentsOf('Смотрите verba.example.com/divany').at(1)
  assert.equal(link?.text, 'verba.example.com/divany')
  assert.equal(link?.url, 'https://verba.example.com/divany')
})

test('cuts overlapping formats', () => {
  const pieces = segmentsOf('жирный курсив', [
    { type: 'bold', offset: 0, length: 8 },
    { type: 'italic', offset: 7, length: 6 },
  ])
  assert.deepEqual(
    pieces.map(({ text, types }) => [text, types]),
    [
      ['жирный ', ['bold']],
      ['к', ['bold', 'italic']],
      ['урсив', ['italic']],
    ],
  )
})

test('refuses addresses that could run something', () => {
  const [piece] = segmentsOf('нажмите', [
    { type: 'link', offset: 0, length: 7, url: 'javascript:alert(1)' },
  ])
  assert.equal(piece?.url, undefined)
})

test('does not look for addresses inside code', () => {
  const pieces = segmentsOf('curl example.com', [{ type: 'code', offset: 0, length: 16 }])
  assert.deepEqual(pieces, [{ start: 0, text: 'curl example.com', types: ['code'] }])
})

test('survives formats that reach beyond the text', () => {
  const pieces = segmentsOf('да', [{ type: 'bold', offset: 1, length: 40 }])
  assert.deepEqual(
    pieces.map(({ text }) => text),
    ['д', 'а'],
  )
})
