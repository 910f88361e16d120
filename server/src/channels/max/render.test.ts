import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { Button } from '@otklik/protocol'

import type { ExternalId, LocalFile } from '../contract.ts'
import { localFile, outbound } from '../suite/sending.ts'
import { amending } from './amend.ts'
import { MAX_TEXT, render } from './render.ts'

const image = localFile('image', 'image/png', 'a.png')
const film = localFile('video', 'video/mp4', 'b.mp4')
const paper = localFile('document', 'application/pdf', 'c.pdf')
const webp = localFile('image', 'image/webp', 'd.webp')
const payloads = (fields: Parameters<typeof outbound>[0]) =>
  render(outbound(fields)).map(({ payload }) => payload)
const ids = (...given: string[]) => given as ExternalId[]

describe('a message', () => {
  test('is one call, and plain text whatever it looks like', () => {
    assert.deepEqual(payloads({ text: '<b>не разметка</b>' }), [{ text: '<b>не разметка</b>' }])
  })

  test('has its formats as markup, unless they make it too long', () => {
    const format = [{ type: 'bold' as const, offset: 0, length: 2 }]
    assert.deepEqual(payloads({ text: 'Да <3', format, files: [image] }), [
      { text: 'Да <3', html: '<b>Да</b> &lt;3', uploads: ['image'] },
    ])
    const long = 'я'.repeat(MAX_TEXT)
    assert.deepEqual(payloads({ text: long, format }), [{ text: long }])
  })

  test('keeps pictures and films together, and every other file by itself', () => {
    assert.deepEqual(payloads({ text: 'Вот', files: [image, film, paper, webp] }), [
      { text: 'Вот', uploads: ['image', 'video'] },
      { uploads: ['file'] },
      { uploads: ['file'] },
    ])
  })

  test('has its quotation first and its buttons last', () => {
    const buttons = { placement: 'inline' as const, rows: [[{ label: 'Да', value: 'yes' }]] }
    const replyTo = 'mid.1' as ExternalId
    const [first, last] = payloads({ files: [paper, image], buttons, replyTo })
    assert.deepEqual(first, { uploads: ['file'], replyTo })
    assert.deepEqual(last?.keyboard, {
      type: 'inline_keyboard',
      payload: { buttons: [[{ type: 'callback', text: 'Да', payload: 'yes' }]] },
    })
  })

  test('has a text too long for a caption after its files', () => {
    const text = 'слово '.repeat(MAX_TEXT / 5)
    const [files, ...pieces] = payloads({ text, files: [image] })
    assert.deepEqual(files, { uploads: ['image'] })
    assert.equal(pieces.length, 2)
  })

  test('gives as a file what is too large a picture', () => {
    const wide: LocalFile = { ...image, width: 8000, height: 10 }
    assert.deepEqual(payloads({ files: [wide] }), [{ uploads: ['file'] }])
  })
})

describe('buttons', () => {
  const rowsOf = (placement: 'inline' | 'keyboard', rows: Button[][]) => {
    const [payload] = payloads({ text: 'Выберите', buttons: { placement, rows } })
    return (payload as { keyboard?: { payload: { buttons: unknown[][] } } }).keyboard?.payload
      .buttons
  }

  test('[COM-21] in place of the input field say their text when pressed', () => {
    assert.deepEqual(rowsOf('keyboard', [[{ label: 'Оператор' }]]), [
      [{ type: 'message', text: 'Оператор' }],
    ])
  })

  test('are cut into rows that are taken, shorter where a link is among them', () => {
    const many = Array.from({ length: 8 }, (_, n) => ({ label: `${n}`, value: `${n}` }))
    assert.deepEqual(
      rowsOf('inline', [many])?.map((row) => row.length),
      [7, 1],
    )
    const link = { label: 'Сайт', url: 'https://verba.example' }
    assert.deepEqual(
      rowsOf('inline', [[link, ...many]])?.map((row) => row.length),
      [3, 3, 3],
    )
  })

  test('that would be refused are left out', () => {
    const bad = [{ label: ' ' }, { label: 'Скрипт', url: 'javascript:alert(1)' }]
    assert.equal(rowsOf('inline', [bad]), undefined)
  })

  test('are cut where a character ends', () => {
    const [[button]] = rowsOf('inline', [[{ label: `${'я'.repeat(127)}😀` }]]) as [
      [{ text: string }],
    ]
    assert.equal(button.text, 'я'.repeat(127))
  })
})

describe('what is done afterwards', () => {
  const change = (text: string, given: string[], files: LocalFile[] = []) =>
    amending
      .renderEdit({ thread: outbound({}).thread, ids: ids(...given), text, files })
      .map(({ kind, payload }) => [kind, payload])

  test('rewrites the text where it stands', () => {
    assert.deepEqual(change('новый', ['m1']), [['edit', { messageId: 'm1', text: 'новый' }]])
    assert.deepEqual(change('новый', ['f1', 'm2'], [image]), [
      ['edit', { messageId: 'm2', text: 'новый' }],
    ])
    assert.deepEqual(change('новый', ['f1'], [image]), [
      ['edit', { messageId: 'f1', text: 'новый' }],
    ])
  })

  test('keeps the formats of a text that is rewritten', () => {
    const bold = { type: 'bold' as const, offset: 0, length: 5 }
    const { thread } = outbound({})
    const [part] = amending.renderEdit({
      thread,
      ids: ids('m1'),
      text: 'новый 1<2',
      format: [bold],
    })
    const html = '<b>новый</b> 1&lt;2'
    assert.deepEqual(part?.payload, { messageId: 'm1', text: 'новый 1<2', html })
  })

  test('takes away the rest of a text that became shorter', () => {
    assert.deepEqual(change('короче', ['m1', 'm2']), [
      ['edit', { messageId: 'm1', text: 'короче' }],
      ['deletion', { messageId: 'm2' }],
    ])
  })
})
