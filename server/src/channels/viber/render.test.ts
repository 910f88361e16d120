import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { localFile, outbound } from '../suite/sending.ts'
import { render } from './render.ts'

const picture = localFile('image', 'image/jpeg', 'a.jpg')
const webp = localFile('image', 'image/webp', 'b.webp')
const film = { ...localFile('video', 'video/mp4', 'c.mp4'), durationS: 12 }
const payloads = (fields: Parameters<typeof outbound>[0]) =>
  render(outbound(fields)).map(({ payload }) => payload as Record<string, unknown>)
const yes = { label: 'Да <b>', value: 'yes' }
const site = { label: 'Сайт', url: 'https://verba.example' }

describe('a message', () => {
  test('is plain text, whatever it looks like', () => {
    assert.deepEqual(payloads({ text: '*не жирно*' }), [
      { type: 'text', text: '*не жирно*', min_api_version: 1 },
    ])
  })

  test('has its text as the caption of a picture that stands first', () => {
    assert.deepEqual(
      payloads({ text: 'Схема', files: [picture, webp, film] }).map(({ type, text }) => [
        type,
        text,
      ]),
      [
        ['picture', 'Схема'],
        ['file', undefined],
        ['video', undefined],
      ],
    )
  })

  test('tells the words it answers, for nothing else shows them', () => {
    assert.deepEqual(payloads({ text: 'Едет', quote: 'Где заказ?' }), [
      { type: 'text', text: '> Где заказ?\n\nЕдет', min_api_version: 1 },
    ])
  })

  test('has its text after files that carry none', () => {
    const types = payloads({ text: 'Договор', files: [film] }).map(({ type }) => type)
    assert.deepEqual(types, ['video', 'text'])
    const long = payloads({ text: 'я'.repeat(513), files: [picture] })
    assert.deepEqual(
      long.map(({ type }) => type),
      ['picture', 'text'],
    )
  })
})

describe('[COM-21] buttons', () => {
  test('of the keyboard go with the last message, in a grid of six columns', () => {
    const buttons = { placement: 'keyboard' as const, rows: [[yes, site]] }
    const [text] = payloads({ text: 'Выберите', buttons })
    assert.equal(text?.min_api_version, 3)
    assert.deepEqual(text?.keyboard, {
      Type: 'keyboard',
      DefaultHeight: false,
      Buttons: [
        {
          Columns: 3,
          Rows: 1,
          Text: 'Да &lt;b&gt;',
          ActionType: 'reply',
          ActionBody: 'otklik:yes',
        },
        {
          Columns: 3,
          Rows: 1,
          Text: 'Сайт',
          ActionType: 'open-url',
          ActionBody: 'https://verba.example',
          Silent: true,
        },
      ],
    })
  })

  test('in the text are a carousel after it, with words for old applications', () => {
    const buttons = { placement: 'inline' as const, rows: [[yes], [yes, yes, yes, yes]] }
    const [text, carousel] = payloads({ text: 'Подтвердить?', buttons })
    assert.equal(text?.type, 'text')
    assert.partialDeepStrictEqual(carousel, {
      type: 'rich_media',
      alt_text: '1) Да <b> 2) Да <b> 3) Да <b> 4) Да <b> 5) Да <b>',
      rich_media: { ButtonsGroupColumns: 6, ButtonsGroupRows: 3 },
    })
    const { Buttons } = (carousel?.rich_media ?? {}) as { Buttons: { Columns: number }[] }
    assert.deepEqual(
      Buttons.map(({ Columns }) => Columns),
      [6, 2, 2, 2, 6],
    )
  })

  test('are words that end where a character does', () => {
    const label = `${'я'.repeat(196)}😀😀`
    const rows = [[site], [{ label, value: 'a' }], [{ label: '😀'.repeat(100), value: 'b' }], [yes]]
    const [carousel] = payloads({ buttons: { placement: 'inline', rows } })
    const words = String(carousel?.alt_text)
    assert(words.startsWith(`1) Сайт: https://verba.example 2) ${label} 3)`))
    assert(words.length <= 512 && words.isWellFormed())
  })
})
