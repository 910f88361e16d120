import assert from 'node:assert/strict'
import { before, test } from 'node:test'

import { type AnyCentre, createAnyCentre } from '../testing/index.ts'

let centre: AnyCentre
before(async () => {
  centre = await createAnyCentre('whatsapp')
})

test('[D-31] [H-09] a status settles the message whose answer was lost, and nobody has to decide', async () => {
  const person = await centre.person('Олег')
  await person.does('text', { text: 'здравствуйте' })
  const { id } = await centre.conversationOf('Олег')
  await centre.control('faults', { kind: 'answer-lost', count: 1 })
  await centre.write(id, 'дошло?')
  const messages = await centre.transcript(id, (all) =>
    ['delivered', 'read'].includes(all.at(-1)?.status ?? ''),
  )
  assert.equal(messages.at(-1)?.text, 'дошло?')
  assert.deepEqual(await person.heard(), ['дошло?'])
})
