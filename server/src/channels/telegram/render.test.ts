import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { LocalFile, OutboundMessage } from '../contract.ts'
import { toInlineMarkup } from './keyboards.ts'
import { render } from './render.ts'

function message(fields: Partial<OutboundMessage>): OutboundMessage {
  return { thread: '501' as never, text: '', files: [], ...fields }
}

function file(kind: LocalFile['kind'], mime: string, fields: Partial<LocalFile> = {}): LocalFile {
  return { id: `${kind}-${mime}`, kind, name: 'file', mime, bytes: 1000, ...fields }
}

const photo = (fields?: Partial<LocalFile>) => file('image', 'image/jpeg', fields)
const pdf = file('document', 'application/pdf')
const inline: OutboundMessage['buttons'] = {
  placement: 'inline',
  rows: [
    [
      { label: 'Да', value: 'yes' },
      { label: 'Сайт', url: 'https://shop.example' },
    ],
  ],
}
const methods = (fields: Partial<OutboundMessage>) =>
  render(message(fields)).map(({ method }) => method)

test('sends a text as it was typed, without markup', () => {
  assert.deepEqual(render(message({ text: '<b>1 < 2</b> *и* _всё_' })), [
    {
      kind: 'message',
      method: 'sendMessage',
      payload: { chat_id: '501', text: '<b>1 < 2</b> *и* _всё_' },
      fileIds: [],
    },
  ])
})

test('[H-14] cuts a long text; the reply goes first, the buttons last', () => {
  const parts = render(
    message({ text: 'слово '.repeat(2000), replyTo: '501:41' as never, buttons: inline }),
  )
  assert.equal(parts.length, 3)
  assert(parts.every(({ payload }) => String(payload.text).length <= 4096))
  assert.deepEqual(
    parts.map(({ payload }) => ['reply_parameters' in payload, 'reply_markup' in payload]),
    [
      [true, false],
      [false, false],
      [false, true],
    ],
  )
  assert.deepEqual(parts[0]?.payload.reply_parameters, {
    message_id: 41,
    allow_sending_without_reply: true,
  })
})

describe('sends each file by the method that takes it', () => {
  const cases: Array<[LocalFile, string]> = [
    [photo(), 'sendPhoto'],
    [photo({ width: 9000, height: 900 }), 'sendPhoto'],
    [photo({ width: 9000, height: 1001 }), 'sendDocument'],
    [photo({ width: 2100, height: 100 }), 'sendDocument'],
    [photo({ bytes: 11 * 1024 * 1024 }), 'sendDocument'],
    [file('image', 'image/svg+xml'), 'sendDocument'],
    [file('image', 'image/gif'), 'sendAnimation'],
    [file('video', 'video/mp4'), 'sendVideo'],
    [file('video', 'video/quicktime'), 'sendDocument'],
    [file('voice', 'audio/ogg; codecs=opus'), 'sendVoice'],
    [file('voice', 'audio/webm'), 'sendDocument'],
    [file('audio', 'audio/mpeg'), 'sendAudio'],
    [file('audio', 'audio/flac'), 'sendDocument'],
    [pdf, 'sendDocument'],
  ]
  for (const [each, method] of cases) {
    const { kind, mime, bytes, width = '?', height = '?' } = each
    test(`${kind} ${mime} ${bytes} ${width}×${height}`, () => {
      assert.deepEqual(methods({ files: [each] }), [method])
    })
  }
})

test('shows pictures and films together, documents apart', () => {
  const files = [photo(), file('video', 'video/mp4'), pdf, pdf]
  const parts = render(message({ text: 'чек', files }))
  assert.deepEqual(
    parts.map(({ payload }) => payload.media),
    [
      [
        { type: 'photo', media: 'attach://file0', caption: 'чек' },
        { type: 'video', media: 'attach://file1' },
      ],
      [
        { type: 'document', media: 'attach://file0' },
        { type: 'document', media: 'attach://file1' },
      ],
    ],
  )
  assert.deepEqual(parts[0]?.fileIds, ['image-image/jpeg', 'video-video/mp4'])
})

test('eleven pictures are an album of ten and one more', () => {
  const files = Array.from({ length: 11 }, () => photo())
  assert.deepEqual(methods({ files }), ['sendMediaGroup', 'sendPhoto'])
})

test('a text too long for a caption follows the files', () => {
  assert.deepEqual(methods({ text: 'я'.repeat(1024), files: [pdf] }), ['sendDocument'])
  assert.deepEqual(methods({ text: 'я'.repeat(1025), files: [pdf] }), [
    'sendDocument',
    'sendMessage',
  ])
})

test('an album, which carries no buttons, leaves them to the text or the last file', () => {
  const files = [photo(), photo(), photo()]
  const withText = render(message({ files, text: 'Какой?', buttons: inline }))
  assert.deepEqual(
    withText.map(({ method }) => method),
    ['sendMediaGroup', 'sendMessage'],
  )
  const without = render(message({ files, buttons: inline }))
  assert.deepEqual(
    without.map(({ method }) => method),
    ['sendMediaGroup', 'sendPhoto'],
  )
  assert('reply_markup' in without[1]!.payload)
})

test('[TG-11] buttons stand under the message or under the input', () => {
  const [under] = render(message({ text: '?', buttons: inline }))
  assert.deepEqual(under?.payload.reply_markup, {
    inline_keyboard: [
      [
        { text: 'Да', callback_data: 'yes' },
        { text: 'Сайт', url: 'https://shop.example' },
      ],
    ],
  })
  const keyboard: OutboundMessage['buttons'] = { placement: 'keyboard', rows: [[{ label: 'Да' }]] }
  const [below] = render(message({ text: '?', buttons: keyboard }))
  assert.deepEqual(below?.payload.reply_markup, {
    keyboard: [[{ text: 'Да' }]],
    resize_keyboard: true,
    one_time_keyboard: true,
  })
})

test('keeps buttons within what Telegram takes', () => {
  const rows = [
    [{ label: 'длинное значение', value: 'ы'.repeat(40) }, { label: ' ' }],
    Array.from({ length: 120 }, (_, index) => ({ label: String(index) })),
    [{ label: 'лишняя' }],
  ]
  const markup = toInlineMarkup({ placement: 'inline', rows })
  const sent = markup?.inline_keyboard ?? []
  assert.equal(sent.flat().length, 100)
  assert(sent.every((row) => row.length >= 1 && row.length <= 8))
  assert.deepEqual(sent[0], [{ text: 'длинное значение', callback_data: 'ы'.repeat(32) }])
})

test('nothing to send makes no call', () => {
  assert.deepEqual(render(message({ text: ' \n ' })), [])
})
