import { v7 as newId } from 'uuid'

import { type ContactsWorld, fillCard, tellConversations } from '../contacts/index.ts'
import type { Advance } from '../conversations/index.ts'
import { type Form, markFilled } from './forms.ts'
import type { Answer } from './read-answer.ts'

export interface Receiving extends ContactsWorld {
  advance: Advance
}

/**
 * The transcript first, where the form's name makes a repetition known: an answer that was
 * interrupted between the two is made whole by sending it again. It goes where the customer is now,
 * for the conversation of then may be over.
 */
export async function receiveAnswer(
  world: Receiving,
  form: Form,
  answer: Answer,
): Promise<{ isNew: boolean }> {
  const { advance, database, clock } = world
  const { accountId, contactId, place } = form
  const lineId = newId()
  const externalId = `contact-form:${form.id}`
  const outcome = await advance(accountId, {
    target: { ...place, externalIds: [externalId] },
    what: {
      trigger: { type: 'form-filled', answer, lineId },
      externals: [{ externalId, messageId: lineId, position: 0 }],
    },
  })
  const now = clock.now()
  const isFilledIn = await database.transaction(
    async (client) =>
      (await markFilled(client, form, now)) &&
      (await fillCard(client, { accountId, contactId, now }, answer)),
  )
  if (isFilledIn) await tellConversations(world, accountId, [contactId])
  return { isNew: outcome.result !== 'duplicate' }
}
