import type { ContactCard } from '@otklik/protocol'

import type { Client } from '../../kit/index.ts'
import { type Filling, newId } from './filling.ts'

interface Labels {
  topicId: string
  tagId: string
  tag: string
  fieldId: string
}

/** A customer writes, is answered with everything there is, and stays. */
export async function fillTalk(filling: Filling, labels: Labels) {
  const { centre, ask, says, w } = filling
  const { client, emulator, bot } = centre
  const customer = w('the customer', { max: 64 })
  const person = await emulator.makePerson(customer)
  await emulator.does(bot, person, 'text', { text: w('the message of a customer') })
  await emulator.does(bot, person, 'media', { kind: 'document', caption: w('the caption') })
  const { id, contact } = await filling.conversationWhere(
    ({ contact }) => contact.name === customer,
  )
  const path = `conversations/${id}`
  await ask('POST', `${path}/assignment`)
  const fileId = await upload(client, w('the name of a file', { without: /[/\\"]/ }))
  await says(id, { text: w('the answer'), fileIds: [fileId] })
  const rows = [[{ label: w('the button', { max: 60 }), value: 'yes' }]]
  const buttons = { placement: 'inline', rows }
  await says(id, { text: w('the answer with a button'), buttons })
  await says(id, { kind: 'note', text: w('the note') })
  await ask('PATCH', `${path}/labels`, { topicId: labels.topicId, addTagIds: [labels.tagId] })
  await ask('POST', `${path}/planned-messages`, {
    ...{ clientId: newId(), text: w('the answer sent later'), fileIds: [] },
    sendAt: new Date(Date.now() + 86_400_000).toISOString(),
  })
  await ask('PUT', `${path}/draft`, {
    ...{ clientId: newId(), mode: 'message', text: w('the draft') },
  })
  const { version } = await ask<ContactCard>('GET', `contacts/${contact.id}`)
  await ask('PATCH', `contacts/${contact.id}`, {
    ...{ version, name: w('the name on the card'), note: w('the note on the card') },
    fields: { [labels.fieldId]: w('the value of a custom field') },
    tags: [labels.tag],
  })
  const form = await ask<{ text: string }>('POST', `${path}/contact-forms`, {
    ...{ clientId: newId(), fields: ['name', 'phone'], text: w('the words of the form') },
  })
  return { talkId: id, formPath: new URL(form.text.split('\n').at(-1) ?? '').pathname }
}

/** A file whose name is the matter. */
async function upload(client: Client, name: string): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob(['<script>alert(1)</script>'], { type: 'text/html' }), name)
  const answer = await fetch(`${client.url}/api/v1/files`, {
    ...{ method: 'POST', body: form, headers: { origin: client.url, cookie: client.cookie } },
  })
  if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`)
  return ((await answer.json()) as { id: string }).id
}
