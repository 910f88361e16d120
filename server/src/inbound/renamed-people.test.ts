import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Contact, Conversation, Message } from '@otklik/protocol'

import {
  type AnyCentre,
  addTrialPlatform,
  createAnyCentre,
  createTrialCentre,
  trialMessage,
  until,
} from '../testing/index.ts'

let centre: AnyCentre
let templateId: string
before(async () => {
  centre = await createAnyCentre('whatsapp')
  templateId = await centre.approved({ name: 'order_ready', body: 'Ваш заказ готов.' })
})

let count = 0
const begin = (to: object) =>
  centre.owner.browser.send('POST', '/api/v1/conversations', {
    ...{ channelId: centre.channel.id, clientId: `begin-${++count}-with-it`, to },
    template: { id: templateId, values: {} },
  })
const cardOf = async ({ contact }: Conversation) =>
  (await centre.owner.browser.get(`/api/v1/contacts/${contact.id}`)).json<
    Contact & { addresses: { address: string; phone?: string }[] }
  >()
const texts = (messages: Message[]) => messages.flatMap(({ text }) => text || [])

test('[WA-01] somebody written to by phone stays one contact when they answer under an id', async () => {
  const person = await centre.person('Вера', { phone: '79160000077' })
  const begun = await begin({ phone: '+79160000077' })
  assert.equal(begun.statusCode, 201, begun.body)
  const { id, contact } = begun.json<Conversation>()
  await until(async () => (await person.heard()).length === 1, 'the template')
  await person.does('text', { text: 'Когда можно забрать?' })
  const heard = await centre.transcript(id, (all) => texts(all).length === 2)
  assert.deepEqual(texts(heard), ['Ваш заказ готов.', 'Когда можно забрать?'])
  const found = await centre.conversationOf('Вера')
  assert.deepEqual([found.id, found.contact.id], [id, contact.id])
  const { addresses } = await cardOf(found)
  assert.equal(addresses.length, 1)
  assert.match(addresses[0]!.address, /^RU\./)
  assert.equal(addresses[0]!.phone, '+7 916 •••-••-77')
  // And is answered where they are now.
  await centre.write(id, 'Сегодня до восьми')
  await until(async () => (await person.heard()).at(-1) === 'Сегодня до восьми', 'the answer')
  assert.equal((await begin({ phone: '+79160000077' })).json().error.code, 'already-open')
})

test('[WA-01] who has another phone goes on in the same conversation', async () => {
  const person = await centre.person('Глеб', { phone: '79160000078' })
  await person.does('text', { text: 'Здравствуйте' })
  const { id, contact } = await centre.conversationOf('Глеб')
  const before = (await cardOf({ contact } as Conversation)).addresses
  await centre.emulator(`people/${person.id}`, { phone: '79160000079' }, 'PATCH')
  await until(async () => {
    const { addresses } = await cardOf({ contact } as Conversation)
    return addresses[0]?.address !== before[0]?.address
  }, 'the other name')
  await person.does('text', { text: 'Это мой новый номер' })
  const said = await centre.transcript(id, (all) => texts(all).length === 2)
  assert.deepEqual(texts(said), ['Здравствуйте', 'Это мой новый номер'])
  await centre.write(id, 'Запомнили')
  await until(async () => (await person.heard()).includes('Запомнили'), 'the answer')
  assert.equal(
    (await centre.conversations()).filter((each) => each.contact.name === 'Глеб').length,
    1,
  )
})

test('two who are both known stay two', async () => {
  addTrialPlatform()
  const trial = await createTrialCentre()
  const ids = [await trial.conversationWith('79160000001'), await trial.conversationWith('RU.1')]
  const formerly = [{ address: '79160000001', thread: '79160000001' }]
  await trial.tell({ ...trialMessage('RU.1', 'who-is-it', 'это я'), formerly })
  const said = async () =>
    Promise.all(
      ids.map(async (id) => (await trial.messagesOf(id)).flatMap(({ text }) => text || [])),
    )
  await until(async () => (await said())[1]?.includes('это я'), 'the message')
  assert.deepEqual(await said(), [['здравствуйте'], ['здравствуйте', 'это я']])
})
