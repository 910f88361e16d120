import assert from 'node:assert/strict'
import { test } from 'node:test'

import { goesAsDocument, problemOf, sentKindOf } from './check-file.ts'

const megabyte = 1024 * 1024
const capabilities = {
  maxTextLength: 4096,
  maxCaptionLength: 1024,
  buttons: { inline: [{ as: 'inline' as const }], keyboard: [{ as: 'keyboard' as const }] },
  files: {
    image: { maxBytes: 10 * megabyte },
    video: { maxBytes: 16 * megabyte },
    document: { maxBytes: 50 * megabyte },
  },
  maxAlbum: 10,
  receipts: [],
  canEdit: true,
  canDelete: true,
  canReply: true,
  canShowTyping: true,
}

test('accepts what the platform takes', () => {
  assert.equal(problemOf({ type: 'image/jpeg', size: 3 * megabyte }, capabilities), undefined)
})

test('lets a picture that is too large go as a document', () => {
  assert.equal(problemOf({ type: 'image/png', size: 20 * megabyte }, capabilities), undefined)
})

test('refuses what is too large in any form, naming the limit', () => {
  assert.deepEqual(problemOf({ type: 'video/mp4', size: 51 * megabyte }, capabilities), {
    type: 'too-large',
    kind: 'video',
    maxBytes: 50 * megabyte,
  })
})

test('refuses an empty file', () => {
  assert.deepEqual(problemOf({ type: 'text/plain', size: 0 }, capabilities), { type: 'empty' })
})

test('refuses files where the platform has none', () => {
  const textOnly = { ...capabilities, files: {} }
  assert.deepEqual(problemOf({ type: 'image/png', size: 1 }, textOnly), { type: 'not-accepted' })
})

test('sends a drawing and an unknown type as documents', () => {
  assert.equal(sentKindOf({ type: 'image/svg+xml', size: 1 }, capabilities), 'document')
  assert.equal(sentKindOf({ type: '', size: 1 }, capabilities), 'document')
})

test('knows what the customer will have to open as a document', () => {
  const asDocument = (type: string, size: number) => goesAsDocument({ type, size }, capabilities)
  assert.equal(asDocument('image/png', 20 * megabyte), true)
  assert.equal(asDocument('image/png', megabyte), false)
  assert.equal(asDocument('audio/mpeg', 1), true)
  assert.equal(asDocument('application/pdf', 20 * megabyte), false)
})
