import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'

interface Shown {
  id: number
  from: 'person' | 'bot'
  text?: string
  parts?: { kind: string }[]
  buttons?: unknown
}
interface Place {
  kind: string
  id: number
  comments: { fromId: number; text: string }[]
}

let centre: Centre
let community: { id: number; token: string }
let person: { id: number }
before(async () => {
  centre = await openCentre({ isConnected: false, platforms: ['vk'] })
  community = await control('communities', { name: 'Верба Мебель', screenName: 'verba' })
  person = await control('people', { firstName: 'Марина', lastName: 'Орлова' })
})
after(() => centre.close())

/** The person side of the stand-in. */
async function control<Answer = unknown>(path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${centre.emulator.url}/vk/_control/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  assert.ok(answer.ok, `${path}: ${answer.status}`)
  return (await answer.json()) as Answer
}
const does = (action: string, body: object = {}) =>
  control(`communities/${community.id}/people/${person.id}/${action}`, body)
const answers = async () => {
  const path = `communities/${community.id}/chats/${person.id}`
  const { messages } = await control<{ messages: Shown[] }>(path)
  return messages.filter(({ from }) => from === 'bot')
}
const commentsOn = async (kind: string) => {
  const places = await control<Place[]>(`communities/${community.id}/places`)
  return places.find((place) => place.kind === kind)?.comments ?? []
}

test('[VK-07] [VK-08] a community is connected by its key, and messages switched on by a click', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/channels/new/vk`)
  await page.getByRole('button', { name: 'Далее' }).click()
  const key = page.getByLabel(/Ключ доступа сообщества/)
  await key.fill(community.token)
  await key.press('Enter')
  const name = page.getByLabel('Подключенная группа')
  await until(async () => (await name.inputValue()).startsWith('Верба Мебель'), {
    what: 'the name of the community',
    withinMs: 10_000,
  })
  assert.equal(await page.getByLabel('Группа или сообщество').inputValue(), 'vk.com/verba')
  await page.getByRole('button', { name: 'Подключить' }).click()
  await page.getByRole('button', { name: 'Включить сообщения' }).click()
  const stateOf = async () =>
    (await centre.client.ask<[{ state: string }]>('GET', '/api/v1/channels'))[0].state
  await until(async () => (await stateOf()) === 'working', {
    what: 'the channel works',
    withinMs: 60_000,
  })
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[VK-01] a person writes and is answered with a text, a file and buttons', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(centre.server.url)
  await does('text', { text: 'Где мой заказ 10482?' })
  await page.getByRole('option', { name: /Марина Орлова.*Где мой заказ 10482/ }).click()
  const log = page.getByRole('log')
  await page.locator('input[type=file]').setInputFiles({
    name: 'Счёт.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4'),
  })
  await page.getByRole('textbox', { name: 'Ответ клиенту' }).fill('Вот счёт')
  await page.getByRole('button', { name: /^Отправить/ }).click()
  await log
    .getByRole('img', { name: /Отправлено|Прочитано/ })
    .first()
    .waitFor()
  const [shown] = await answers()
  assert.deepEqual([shown?.text, shown?.parts?.length], ['Вот счёт', 1])

  const id = /conversations\/([\w-]+)/.exec(page.url())?.[1]
  await centre.client.ask('POST', `/api/v1/conversations/${id}/messages`, {
    clientId: 'with-buttons',
    kind: 'message',
    text: 'Всё верно?',
    buttons: { placement: 'inline', rows: [[{ label: 'Да, верно', value: 'yes' }]] },
  })
  const asked = await until(async () => (await answers()).find(({ buttons }) => buttons), {
    what: 'the buttons on the phone',
    withinMs: 10_000,
  })
  await does('press', { messageId: asked.id, row: 0, column: 0 })
  await log.locator('[data-pressed]', { hasText: 'Да, верно' }).waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[VK-20] [VK-21] [VK-23] a comment under a good is answered there, and its page opens', async () => {
  await fetch(`${centre.emulator.url}/vk/_control/communities/${community.id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ allowsMarketComments: true }),
  })
  const { page, complaints, context } = await centre.desk()
  await page.goto(centre.server.url)
  await does('comment', { kind: 'market', text: 'Есть в синем?' })
  await page.getByRole('option', { name: /Марина Орлова.*Есть в синем/ }).click()
  const link = page.getByRole('link', { name: /Комментарий: товар/ })
  assert.match((await link.getAttribute('href')) ?? '', /^https:\/\/vk\.com\/market-\d+\?w=product/)
  assert.equal(await link.getAttribute('target'), '_blank')
  await page.getByRole('textbox', { name: 'Ответ клиенту' }).fill('Есть, завтра привезём')
  await page.getByRole('button', { name: /^Отправить/ }).click()
  const last = await until(async () => (await commentsOn('market'))[1], {
    what: 'the answer under the good',
    withinMs: 10_000,
  })
  assert.deepEqual(
    [last.fromId, last.text],
    [-community.id, `[id${person.id}|Марина], Есть, завтра привезём`],
  )
  await page.getByRole('log').getByRole('img', { name: 'Отправлено' }).waitFor()
  assert.equal(await page.getByRole('log').getByText('Есть, завтра привезём').count(), 1)
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[D-17] who only commented is answered in private, in a conversation of its own', async () => {
  person = await control('people', { firstName: 'Олег' })
  await does('allow')
  await does('comment', { kind: 'wall', text: 'А доставка есть?' })
  const { page, complaints, context } = await centre.desk()
  await page.goto(centre.server.url)
  await page.getByRole('option', { name: /Олег.*А доставка есть/ }).click()
  await page.getByRole('button', { name: 'Взять в работу' }).click()
  await page.getByRole('button', { name: 'Ещё действия' }).click()
  await page.getByRole('menuitem', { name: 'Ответить в личные сообщения' }).click()
  const dialog = page.getByRole('dialog', { name: 'Ответ в личные сообщения' })
  await dialog.getByRole('textbox').fill('Пришлите ваш адрес')
  await dialog.getByRole('button', { name: 'Отправить лично' }).click()
  await until(async () => (await answers()).some(({ text }) => text === 'Пришлите ваш адрес'), {
    what: 'the private answer',
    withinMs: 10_000,
  })
  await page.getByRole('log').getByText('Пришлите ваш адрес').waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})
