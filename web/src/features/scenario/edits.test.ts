import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Scenario, scenarioStep, scenario as schema } from '@otklik/protocol/settings'

import { copySteps, pasteSteps } from './clips.ts'
import { addStep, changeStep, connect, moved, moveSteps, removeSteps } from './edits.ts'
import { exitsOf, withExit } from './exits.ts'
import { freeId, newStep } from './new-step.ts'
import { inOrder, keptNames } from './order.ts'
import { freeOffset, freePlace, placeAfter } from './places.ts'

const words = {
  option: (number: number) => `Вариант ${number}`,
  topic: (number: number) => `Тематика ${number}`,
  answer: 'ответ',
  again: 'Выберите один из вариантов',
}
const kinds = scenarioStep.options.map(({ shape }) => shape.kind.value)
const make = (kind: (typeof kinds)[number], id: string = kind) =>
  newStep(kind, { id, at: { x: 0, y: 0 }, words })
const empty: Scenario = { format: 1, start: null, steps: [] }

/** A greeting, a question with two answers, and what each of them comes to. */
function company(): Scenario {
  const steps = [make('message', 'hello'), make('choice', 'ask'), make('hand-over', 'people')]
  let drawn = [...steps, make('close', 'bye')].reduce<Scenario>(
    (all, step) => addStep(all, step),
    empty,
  )
  drawn = connect(drawn, { from: 'step', id: 'hello', exit: 'next' }, 'ask')
  drawn = connect(drawn, { from: 'step', id: 'ask', exit: '#1' }, 'people')
  return connect(drawn, { from: 'step', id: 'ask', exit: 'otherwise' }, 'bye')
}

test('a new step of every kind can be saved as it is', () => {
  const drawn = kinds.reduce<Scenario>((all, kind) => addStep(all, make(kind)), empty)
  assert.deepEqual(schema.parse(drawn), drawn)
  assert.equal(drawn.start, kinds[0])
})

test('every way out of every kind of step can be led elsewhere', () => {
  const silent = { silence: { afterMin: 5, next: null } }
  for (const kind of kinds) {
    const made = make(kind)
    const step = 'otherwise' in made && kind !== 'condition' ? { ...made, ...silent } : made
    for (const { name } of exitsOf(step)) {
      const led = exitsOf(withExit(step, name, 'there')).filter(({ to }) => to === 'there')
      assert.deepEqual(led, [{ name, to: 'there' }], `${kind} ${name}`)
    }
  }
})

test('a removed step leaves loose ends, and nothing else changes', () => {
  const drawn = company()
  const left = removeSteps(drawn, new Set(['ask']))
  assert.deepEqual(
    left.steps.map(({ id }) => id),
    ['hello', 'people', 'bye'],
  )
  assert.deepEqual(exitsOf(left.steps[0]!), [{ name: 'next', to: null }])
  assert.equal(left.start, 'hello')
  assert.equal(removeSteps(drawn, new Set(['hello'])).start, null)
  assert.equal(removeSteps(drawn, new Set(['nobody'])), drawn)
})

test('copied steps keep what leads among them and what leads outside', () => {
  const drawn = company()
  const clip = copySteps(drawn, new Set(['hello', 'ask']))
  let made = 0
  const { scenario, ids } = pasteSteps(drawn, clip, {
    makeId: () => `copy-${++made}`,
    offset: { x: 24, y: 24 },
  })
  assert.deepEqual([...ids], ['copy-1', 'copy-2'])
  const [hello, ask] = scenario.steps.slice(-2)
  assert.deepEqual(exitsOf(hello!), [{ name: 'next', to: 'copy-2' }])
  assert.deepEqual(
    exitsOf(ask!).map(({ to }) => to),
    ['people', null, 'bye'],
  )
  assert.deepEqual(ask?.at, { x: 24, y: 24 })
  assert.deepEqual(scenario.steps.slice(0, 4), drawn.steps)
})

test('steps pasted into another scenario lead to nothing that is not there', () => {
  const clip = copySteps(company(), new Set(['ask']))
  const { scenario } = pasteSteps(empty, clip, { makeId: () => 'new', offset: { x: 0, y: 0 } })
  assert.deepEqual(
    exitsOf(scenario.steps[0]!).map(({ to }) => to),
    [null, null, null],
  )
})

test('steps are moved together, and to where they stand changes nothing', () => {
  const drawn = company()
  const places = new Map([['hello', { x: 10, y: 20 }]])
  const there = moveSteps(drawn, places)
  assert.deepEqual(there.steps[0]?.at, { x: 10, y: 20 })
  assert.equal(moveSteps(there, places), there)
})

test('an item is moved within its list', () => {
  assert.deepEqual(moved(['a', 'b', 'c'], 0, 2), ['b', 'c', 'a'])
  assert.deepEqual(moved(['a', 'b', 'c'], 2, 0), ['c', 'a', 'b'])
  assert.deepEqual(moved(['a'], 5, 0), ['a'])
})

test('steps stand in the order in which a customer meets them', () => {
  const drawn = addStep(company(), make('wait', 'forgotten'))
  assert.deepEqual(
    inOrder({ ...drawn, steps: [...drawn.steps].reverse() }).map(({ id }) => id),
    ['hello', 'ask', 'people', 'bye', 'forgotten'],
  )
  const round = connect(drawn, { from: 'step', id: 'ask', exit: '#2' }, 'hello')
  assert.equal(inOrder(round).length, 5)
})

test('a part gets an id that no other has', () => {
  assert.equal(freeId([{ id: '1' }, { id: '3' }]), '4')
  assert.equal(freeId([{ id: '2' }]), '3')
  assert.equal(freeId([]), '1')
})

test('kept attributes are named once, whatever keeps them', () => {
  const asked = [make('question', 'one'), make('question', 'two')]
  const named = changeStep({ ...empty, steps: asked }, 'two', (step) =>
    step.kind === 'question' ? { ...step, saveAs: 'город' } : step,
  )
  assert.deepEqual(keptNames(named), ['ответ', 'город'])
})

test('a new step finds room beside the one it follows', () => {
  const drawn = { ...empty, steps: [make('message', 'hello')] }
  const place = placeAfter(drawn, drawn.steps[0]!)
  assert.equal(place.y, 0)
  const second = newStep('close', { id: 'bye', at: place, words })
  const below = freePlace({ ...drawn, steps: [...drawn.steps, second] }, place)
  assert.ok(below.y > place.y)
  assert.equal(below.x, place.x)
})

test('copied steps stand below what they were copied from', () => {
  const drawn = company()
  const clip = copySteps(drawn, new Set(['ask', 'people']))
  const offset = freeOffset(drawn, clip)
  assert.equal(offset.x, 0)
  assert.ok(offset.y > 0)
  assert.deepEqual(freeOffset(empty, clip), { x: 0, y: 0 })
})
