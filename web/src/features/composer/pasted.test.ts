import assert from 'node:assert/strict'
import { test } from 'node:test'

import { named, pastedFiles } from './pasted.ts'

const file = (name: string) => new File(['…'], name, { type: 'image/png' })
const at = new Date(2026, 10, 23, 9, 5, 7)
const pasted = (types: string[]) =>
  pastedFiles({ types, files: [file('image.png')] } as unknown as DataTransfer).length

test('a picture without a name is called by its time, and files keep their names', () => {
  const names = named([file('image.png'), file('Счёт.pdf'), file('image.png')], 'Снимок', at)
  assert.deepEqual(
    names.map(({ name, type }) => [name, type]),
    [
      ['Снимок 2026-11-23 09.05.07.png', 'image/png'],
      ['Счёт.pdf', 'image/png'],
      ['Снимок 2026-11-23 09.05.07 (2).png', 'image/png'],
    ],
  )
})

test('cells of a table are pasted as their words, a picture of a page as a file', () => {
  assert.equal(pasted(['text/plain', 'text/html', 'Files']), 0)
  assert.equal(pasted(['text/html', 'Files']), 1)
  assert.equal(pasted(['text/plain', 'Files']), 1)
  assert.equal(pasted(['Files']), 1)
})
