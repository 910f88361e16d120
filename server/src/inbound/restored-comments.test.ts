import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createAnyCentre } from '../testing/index.ts'

test('[VK-20] a comment that was deleted and restored is there again', async () => {
  const centre = await createAnyCentre('vk')
  const person = await centre.person('Олег')
  const comment = { kind: 'wall', text: 'А доставка есть?' }
  const { commentId } = await person.does<{ commentId: number }>('comment', comment)
  const { id } = await centre.conversationOf('Олег')
  const named = { kind: 'wall', commentId }
  await person.does('delete-comment', named)
  await centre.transcript(id, ([first]) => first?.deletedAt !== undefined)
  await person.does('restore-comment', named)
  const messages = await centre.transcript(id, ([first]) => first?.deletedAt === undefined)
  assert.deepEqual(
    messages.map(({ text, editedAt }) => [text, editedAt]),
    [['А доставка есть?', undefined]],
  )
  await person.does('edit-comment', { ...named, text: 'А доставка за город есть?' })
  const [edited] = await centre.transcript(id, ([first]) => first?.editedAt !== undefined)
  assert.equal(edited?.text, 'А доставка за город есть?')
})
