import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type Callable, mentionsIn, spansOf, typedName } from './find-mentions.ts'

const anna: Callable = { kind: 'operator', id: 'anna', name: 'Анна' }
const lebedeva: Callable = { kind: 'operator', id: 'lebedeva', name: 'Анна Лебедева' }
const delivery: Callable = { kind: 'team', id: 'delivery', name: 'Доставка' }
const all = [anna, lebedeva, delivery]
const called = (text: string) => mentionsIn(text, all).map(({ id }) => id)

test('calls whom the longest name fits, each once', () => {
  assert.deepEqual(called('@Анна Лебедева, и ещё раз @анна лебедева'), ['lebedeva'])
  assert.deepEqual(called('@Анна и @доставка: кто едет?'), ['anna', 'delivery'])
})

test('leaves addresses and longer words alone', () => {
  assert.deepEqual(called('anna@Анна.example, @Аннушка'), [])
})

test('marks the names in the note', () => {
  assert.deepEqual(spansOf('см. @Доставка', [{ ...delivery, id: 'x' }]), [
    { type: 'bold', offset: 4, length: 9 },
  ])
})

test('knows what is being typed after the sign', () => {
  assert.equal(typedName('спроси @ан', 10), 'ан')
  assert.equal(typedName('спроси @Анна Ле', 15), 'Анна Ле')
  assert.equal(typedName('почта a@b', 9), undefined)
  assert.equal(typedName('@Анна, привет', 13), undefined)
})
