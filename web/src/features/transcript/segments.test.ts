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

test('[H-45] refuses addresses that could run something, or lead nobody knows where', () => {
  for (const url of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>1</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'viber://chat',
    'tg://resolve?domain=x',
    '//evil.example',
    '/api/v1/session',
  ]) {
    const [piece] = segmentsOf('нажмите', [{ type: 'link', offset: 0, length: 7, url }])
    assert.equal(piece?.url, undefined, url)
  }
  for (const url of ['mailto:anna@verba.example', 'tel:+79215000001', 'HTTPS://verba.example']) {
    const [piece] = segmentsOf('нажмите', [{ type: 'link', offset: 0, length: 7, url }])
    assert.equal(piece?.url, url)
  }
})

test('[H-45] says where a link leads whose words do not', () => {
  const hostOf = (text: string, url: string) =>
    segmentsOf(text, [{ type: 'link', offset: 0, length: text.length, url }])[0]?.host
  assert.equal(hostOf('https://bank.example', 'https://evil.example/login'), 'evil.example')
  assert.equal(hostOf('здесь', 'https://verba.example/divany'), 'verba.example')
  assert.equal(hostOf('verba.example/divany', 'https://verba.example/divany'), undefined)
  assert.equal(hostOf('verba.example.evil.org', 'https://verba.example/'), 'verba.example')
  assert.equal(hostOf('пишите', 'mailto:anna@verba.example'), undefined)
  assert.equal(segmentsOf('verba.example')[0]?.host, undefined)
})

test('[H-45] cuts thousands of links without a pause anybody notices', () => {
  const startedAt = performance.now()
  const pieces = segmentsOf('https://a.example '.repeat(5000))
  assert.ok(pieces.length >= 5000)
  assert.ok(performance.now() - startedAt < 5000)
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
