import assert from 'node:assert/strict'
import { test } from 'node:test'

import { holderOf, isOn, keyMapOf, keysOf, refusalOf } from './key-map.ts'
import { nameOf } from './keys.ts'
import { addLayer, findCommand, possibleCommands } from './registry.ts'
import { showKeys } from './show-keys.ts'

const press = (code: string, held: Partial<Parameters<typeof nameOf>[0]> = {}) =>
  nameOf({ code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held })

test('a key is its place, whatever the layout and the system', () => {
  assert.equal(press('KeyJ'), 'KeyJ')
  assert.equal(press('KeyQ', { altKey: true }), 'Alt KeyQ')
  assert.equal(press('KeyK', { metaKey: true }), press('KeyK', { ctrlKey: true }))
  assert.equal(showKeys('Alt KeyQ', false), 'Alt Q')
  assert.equal(showKeys('Ctrl Shift KeyF', true), '⌘ ⇧ F')
  assert.equal(showKeys('Shift Slash', false), '?')
  assert.equal(showKeys('KeyG KeyI', false), 'G I')
})

test('the key a person has given takes the place of the usual one', () => {
  const own = { next: 'KeyM', spam: '', send: 'KeyB' }
  assert.deepEqual(keysOf('next', own), ['KeyM', 'ArrowDown'])
  assert.deepEqual(keysOf('spam', own), [])
  assert.deepEqual(keysOf('send', own), ['Enter'], 'what a field does by itself stays')
  const map = keyMapOf(own)
  assert.deepEqual(map.get('KeyM'), ['next'])
  assert.equal(map.has('KeyJ'), false)
  assert.deepEqual(map.get('Digit3'), ['folder:3'])
})

test('no two commands that meet have one key to begin with', () => {
  const shared = [...keyMapOf({})].filter(([keys, [id, ...others]]) =>
    others.some(() => holderOf(keys, id!, {})),
  )
  // The field has its own Enter and ↑; outside it they are the list's.
  assert.deepEqual(
    shared.map(([keys]) => keys),
    ['ArrowUp', 'Enter'],
  )
})

test('keys of the browser and the beginning of a sequence are not given away', () => {
  assert.equal(refusalOf('Ctrl KeyW'), 'of-browser')
  assert.equal(refusalOf('Tab'), 'of-browser')
  assert.equal(refusalOf('Shift ShiftLeft'), 'of-browser')
  assert.equal(refusalOf('KeyG'), 'prefix')
  assert.equal(refusalOf('KeyG KeyM'), undefined)
  assert.equal(refusalOf('Alt KeyM'), undefined)
})

test('without single keys, letters are quiet and arrows are not', () => {
  assert.equal(isOn('KeyJ', false), false)
  assert.equal(isOn('KeyG KeyI', false), false)
  assert.equal(isOn('Shift Slash', false), false)
  assert.equal(isOn('ArrowDown', false), true)
  assert.equal(isOn('Alt KeyQ', false), true)
  assert.equal(isOn('F6', false), true)
})

test('whoever came last and can has the command', () => {
  const done: string[] = []
  const leavePage = addLayer({ offers: { take: () => done.push('page'), save: undefined } })
  const leavePanel = addLayer({ offers: { take: { run: () => done.push('panel'), label: 'Да' } } })
  findCommand('take')?.run()
  assert.equal(findCommand('take')?.label, 'Да')
  leavePanel()
  findCommand('take')?.run()
  assert.deepEqual(done, ['panel', 'page'])
  assert.deepEqual(
    possibleCommands().map(({ id }) => id),
    ['take'],
  )
  leavePage()
  assert.equal(findCommand('take'), undefined)
})
