import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Amendment, LocalFile } from '../contract.ts'
import { amending } from './amend.ts'

function amendment(fields: Partial<Amendment>): Amendment {
  return { thread: '501' as never, ids: ['501:60' as never], ...fields }
}

const ids = (...numbers: number[]) => numbers.map((number) => `501:${number}` as never)
const calls = (fields: Partial<Amendment>) =>
  amending.renderEdit(amendment(fields)).map(({ method, payload }) => {
    const { message_id, message_ids } = payload
    return [method, message_id ?? message_ids]
  })
const long = (pieces: number) => `${'я'.repeat(4095)}\n`.repeat(pieces).trimEnd()
const picture: LocalFile = { id: 'f', kind: 'image', name: 'a.png', mime: 'image/png', bytes: 1 }

test('edits the text and gives the buttons again, or they would vanish', () => {
  const buttons: Amendment['buttons'] = { placement: 'inline', rows: [[{ label: 'Да' }]] }
  assert.deepEqual(amending.renderEdit(amendment({ text: 'Иначе', buttons })), [
    {
      kind: 'edit',
      method: 'editMessageText',
      payload: {
        chat_id: '501',
        message_id: 60,
        text: 'Иначе',
        reply_markup: { inline_keyboard: [[{ text: 'Да', callback_data: 'Да' }]] },
      },
      fileIds: [],
    },
  ])
})

test('edits what was cut piece by piece', () => {
  assert.deepEqual(calls({ ids: ids(60, 61), text: long(2) }), [
    ['editMessageText', 60],
    ['editMessageText', 61],
  ])
})

test('a shorter text takes away what it no longer fills', () => {
  assert.deepEqual(calls({ ids: ids(60, 61, 62), text: 'Коротко' }), [
    ['editMessageText', 60],
    ['deleteMessages', [61, 62]],
  ])
})

test('a longer text goes on in a message of its own', () => {
  assert.deepEqual(calls({ text: long(2) }), [
    ['editMessageText', 60],
    ['sendMessage', undefined],
  ])
})

test('a caption belongs to the first file', () => {
  const caption = { ids: ids(60, 61), text: 'Подпись' }
  assert.deepEqual(calls({ ...caption, files: [picture, picture] }), [['editMessageCaption', 60]])
})

test('a text behind files is found behind them', () => {
  assert.deepEqual(calls({ ids: ids(60, 61), text: 'Текст', files: [picture] }), [
    ['editMessageText', 61],
  ])
})

test('buttons alone are taken off the last message', () => {
  assert.deepEqual(calls({ ids: ids(60, 61) }), [['editMessageReplyMarkup', 61]])
})

test('deletes all that a message became in one call', () => {
  const deletion = (...numbers: number[]) =>
    amending.renderDeletion(amendment({ ids: ids(...numbers) })).map((part) => part.payload)
  assert.deepEqual(deletion(60), [{ chat_id: '501', message_id: 60 }])
  assert.deepEqual(deletion(60, 61), [{ chat_id: '501', message_ids: [60, 61] }])
})

test('answers a press by its token', () => {
  assert.deepEqual(amending.renderAcknowledgement('2152')[0]?.payload, {
    callback_query_id: '2152',
  })
})
