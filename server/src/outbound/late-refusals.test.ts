import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Message } from '@otklik/protocol'

import { type AnyCentre, createAnyCentre, type Someone } from '../testing/index.ts'

/** A message that the platform took and told us afterwards that it did not get through. */
async function refusedLate(centre: AnyCentre, person: Someone) {
  await person.does('text', { text: 'здравствуйте' })
  const { id } = await centre.conversationOf(person.name)
  await centre.control('faults', { kind: 'refuse-late', count: 1 })
  const message = await centre.write(id, 'вы получили?')
  const last = (isThere: (message: Message) => boolean) =>
    centre.transcript(id, (all) => isThere(all.at(-1)!))
  await last(({ status }) => status === 'failed')
  assert.deepEqual(await person.heard(), [])
  const path = `/api/v1/conversations/${id}/messages/${message.id}`
  return {
    last,
    async sendAgain() {
      const answer = await centre.owner.browser.send('POST', `${path}/attempts`, {
        as: 'send-again',
      })
      assert.equal(answer.statusCode, 200, answer.body)
    },
    remove: () => centre.owner.browser.send('DELETE', path),
  }
}

describe('[D-31] what was refused after it was taken', () => {
  let centre: AnyCentre
  before(async () => {
    centre = await createAnyCentre('whatsapp')
  })
  test('is sent again when somebody says so', async () => {
    const person = await centre.person('Олег')
    const { last, sendAgain } = await refusedLate(centre, person)
    await sendAgain()
    await last(({ status }) => status === 'delivered' || status === 'read')
    assert.deepEqual(await person.heard(), ['вы получили?'])
  })
  test('never was with the customer, and can be put away', async () => {
    const { remove } = await refusedLate(centre, await centre.person('Вера'))
    assert.equal((await remove()).json().status, 'cancelled')
  })
})

test('[D-31] a platform that knows messages by their keys takes it as another', async () => {
  const centre = await createAnyCentre('edna')
  const { last, sendAgain } = await refusedLate(centre, await centre.person('Олег'))
  await sendAgain()
  // The same words within twenty minutes: edna says so, instead of nothing at all.
  await last(({ failure }) => failure?.reason === 'cancelled')
})
