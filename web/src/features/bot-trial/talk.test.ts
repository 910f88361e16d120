import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TryEntry } from '@otklik/protocol/settings'

import { keyboardOf, type Said, toTalk } from './talk.ts'

const says = (after: number, text: string, as?: 'keyboard' | 'inline'): TryEntry => ({
  after,
  action: { type: 'say', text },
  ...(as && { look: { as, options: [{ label: 'Возврат', value: '1' }], left: 0 } }),
})
const word = (text: string): Said => ({ type: 'text', text, label: text })

test('the talk goes in the order in which it was had', () => {
  const talk = toTalk([word('Привет'), word('Возврат')], {
    entries: [says(0, 'Здравствуйте'), says(2, 'Передаём'), says(1, 'О чём вы?')],
  })
  const read = talk.map((line) =>
    line.from === 'customer'
      ? `к: ${line.said.label}`
      : `б: ${'action' in line.entry && 'text' in line.entry.action ? line.entry.action.text : ''}`,
  )
  assert.deepEqual(read, [
    'б: Здравствуйте',
    'к: Привет',
    'б: О чём вы?',
    'к: Возврат',
    'б: Передаём',
  ])
})

test('a keyboard is there until the customer answers', () => {
  const entries = [says(0, 'О чём вы?', 'keyboard'), says(1, 'Спасибо', 'inline')]
  assert.equal(keyboardOf(toTalk([], { entries: entries.slice(0, 1) }))?.options.length, 1)
  assert.equal(keyboardOf(toTalk([word('Возврат')], { entries })), undefined)
})
