import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { Button } from '@otklik/protocol'

import type { ExternalId, LocalFile, OutboundMessage } from '../contract.ts'
import { localFile, outbound } from '../suite/sending.ts'
import { amending } from './amend.ts'
import { toRandomId } from './ids.ts'
import { MAX_TEXT, render } from './render.ts'

const image = localFile('image', 'image/png', 'a.png')
const film = localFile('video', 'video/mp4', 'b.mp4')
const paper = localFile('document', 'application/pdf', 'c.pdf')
const voice = localFile('voice', 'audio/ogg', 'd.ogg')
const payloads = (fields: Parameters<typeof outbound>[0]) =>
  render(outbound(fields)).map(({ payload }) => payload)
const thread = 'market:-225000001_5500123:501' as OutboundMessage['thread']

describe('a message', () => {
  test('is one call, and plain text whatever it looks like', () => {
    assert.deepEqual(payloads({ text: '<b>[id1|x]</b>' }), [{ text: '<b>[id1|x]</b>' }])
  })

  test('keeps files together, films as documents and voices alone', () => {
    assert.deepEqual(payloads({ text: 'Вот', files: [image, film, paper, voice, image] }), [
      { text: 'Вот', uploads: ['photo', 'doc', 'doc'] },
      { uploads: ['audio_message'] },
      { uploads: ['photo'] },
    ])
  })

  test('has its quotation first and its buttons last', () => {
    const buttons = { placement: 'inline' as const, rows: [[{ label: 'Да', value: 'yes' }]] }
    const replyTo = '501:7' as ExternalId
    const [first, last] = payloads({ files: [voice, image], buttons, replyTo })
    assert.deepEqual(first, { uploads: ['audio_message'], replyTo })
    assert(last?.keyboard)
  })

  test('gives as a file what is too wide a picture', () => {
    const wide: LocalFile = { ...image, width: 13_000, height: 2000 }
    const thin: LocalFile = { ...image, width: 2100, height: 100 }
    assert.deepEqual(payloads({ files: [wide, thin] }), [{ uploads: ['doc', 'doc'] }])
  })
})

test('[VK-21] a comment is answered by a comment, without buttons', () => {
  const buttons = { placement: 'inline' as const, rows: [[{ label: 'Да', value: 'yes' }]] }
  const [part] = render(outbound({ thread, text: 'Есть', buttons }))
  assert.deepEqual([part?.method, part?.payload], ['createComment', { text: 'Есть' }])
})

describe('buttons', () => {
  const rowsOf = (placement: 'inline' | 'keyboard', rows: Button[][]) => {
    const [payload] = payloads({ text: 'Выберите', buttons: { placement, rows } })
    return (payload as { keyboard?: { buttons: { action: unknown }[][] } }).keyboard?.buttons
  }
  const many = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ label: `Кнопка ${n}`, value: `${n}` }))

  test('[VK-11] carry our value and what they say', () => {
    assert.deepEqual(rowsOf('inline', [[{ label: ' Да ', value: 'yes' }]]), [
      [{ action: { type: 'callback', label: 'Да', payload: '{"otklik":"yes","label":"Да"}' } }],
    ])
  })

  test('are as many as are taken, and links stand alone', () => {
    assert.deepEqual(
      rowsOf('inline', [many(12)])?.map((row) => row.length),
      [5, 5],
    )
    assert.equal(rowsOf('keyboard', [many(60)])?.flat().length, 40)
    const mixed = [...many(2), { label: 'Сайт', url: 'https://verba.example' }, ...many(1)]
    assert.deepEqual(
      rowsOf('inline', [mixed])?.map((row) => row.length),
      [2, 1, 1],
    )
  })

  test('fit their payload and their label whatever is given', () => {
    const long = { label: '😀'.repeat(40), value: '"'.repeat(400) }
    const [[button] = []] = rowsOf('inline', [[long]]) ?? []
    assert(button)
    const { label, payload } = button.action as { label: string; payload: string }
    assert(label.length <= 40 && label.isWellFormed())
    assert(payload.length <= 255)
    assert.equal(typeof JSON.parse(payload).otklik, 'string')
  })

  test('without text or with a strange address are left out', () => {
    const empty = [
      { label: ' ', value: 'x' },
      { label: 'a', url: 'ftp://x' },
    ]
    assert.equal(rowsOf('inline', [empty]), undefined)
  })
})

describe('what is done afterwards', () => {
  const ids = (...given: string[]) => given as ExternalId[]
  const dialog = '501' as OutboundMessage['thread']

  test('an edit keeps files and buttons', () => {
    const buttons = { placement: 'inline' as const, rows: [[{ label: 'Да', value: 'yes' }]] }
    const amendment = { thread: dialog, text: 'новый', buttons, files: [image] }
    const [edit] = amending.renderEdit({ ...amendment, ids: ids('501:1') })
    assert.equal(edit?.payload.hasFiles, true)
    assert(edit.payload.keyboard)
  })

  test('a longer text overflows into new messages, a shorter one leaves none', () => {
    const text = 'слово '.repeat(MAX_TEXT / 5)
    const kinds = (given: string, ...named: string[]) =>
      amending
        .renderEdit({ thread: dialog, ids: ids(...named), text: given })
        .map(({ kind }) => kind)
    assert.deepEqual(kinds(text, '501:1'), ['edit', 'message'])
    assert.deepEqual(kinds('коротко', '501:1', '501:2'), ['edit', 'deletion'])
  })
})

test('[H-09] a key becomes one number of 31 bits, and never nothing', () => {
  const numbers = Array.from({ length: 1000 }, (_, n) => toRandomId(`part-${n}`))
  assert.deepEqual(numbers[7], toRandomId('part-7'))
  assert(numbers.every((each) => each > 0 && each < 2 ** 31))
  assert(new Set(numbers).size > 990)
})
