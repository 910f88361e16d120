import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'

import { until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { isClean } from './is-clean.ts'

let centre: Centre
let receiver: Server
let address = ''
let answer = 200
const received: { id: string; type: string }[] = []
before(async () => {
  receiver = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { type } = JSON.parse(body) as { type: string }
    received.push({ id: String(request.headers['webhook-id']), type })
    response.writeHead(answer).end('спасибо')
  })
  await once(receiver.listen(0, '127.0.0.1'), 'listening')
  const host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`
  address = `http://${host}/crm`
  centre = await openCentre({ environment: { ALLOWED_WEBHOOK_HOSTS: host } })
})
after(async () => {
  await centre.close()
  receiver.close()
  receiver.closeAllConnections()
})

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]
const patient = { withinMs: 30_000, everyMs: 100 }

test('an administrator makes a key, a program uses it, and it is revoked', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/developers`)
  await page.getByRole('button', { name: 'Создать ключ' }).click()
  const drawer = page.getByRole('dialog', { name: 'Создать ключ' })
  await drawer.getByRole('button', { name: 'Создать', exact: true }).click()
  await drawer.getByRole('alert').first().waitFor()
  await drawer.getByLabel('Название').fill('CRM')
  await drawer.getByRole('button', { name: 'Только чтение' }).click()
  await isClean(page, 'a key is being made')
  await drawer.getByRole('button', { name: 'Создать', exact: true }).click()
  const key = await drawer.getByLabel('Ключ', { exact: true }).inputValue()
  assert.match(key, /^otkey_/)
  await drawer.getByRole('button', { name: 'Готово' }).click()

  const ask = (method: string) =>
    fetch(`${centre.server.url}/api/v1/labels`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(method === 'POST' && { body: JSON.stringify({ kind: 'tag', name: 'срочно' }) }),
    })
  assert.equal((await ask('GET')).status, 200)
  assert.equal((await ask('POST')).status, 403)
  await page.reload()
  await page.getByText(/последний запрос/).waitFor()
  await page.getByRole('button', { name: 'Отозвать ключ «CRM»' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Отозвать' }).click()
  await page.getByText('Отозван', { exact: true }).waitFor()
  assert.equal((await ask('GET')).status, 401)
  assert.deepEqual(complaints, [])
  await context.close()
})

test('a webhook is made, told, repeated, and switched off when nobody is there', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/developers`)
  await page.getByRole('button', { name: 'Создать вебхук' }).click()
  const drawer = page.getByRole('dialog', { name: 'Создать вебхук' })
  await drawer.getByLabel('Название').fill('CRM')
  await drawer.getByLabel('Адрес получателя').fill('http://10.0.0.8/hook')
  await drawer.getByRole('button', { name: 'Создать', exact: true }).click()
  await drawer
    .getByText(/https|внутр|снаружи|сети/)
    .first()
    .waitFor()
  assert.equal(await drawer.getByLabel('Название').inputValue(), 'CRM')
  await drawer.getByLabel('Адрес получателя').fill(address)
  await drawer.getByRole('button', { name: 'Создать', exact: true }).click()
  assert.match(await drawer.getByLabel('Секрет подписи').inputValue(), /^whsec_/)
  await drawer.getByRole('button', { name: 'Готово' }).click()
  await page.getByRole('heading', { name: 'CRM', exact: true }).waitFor()

  await page.getByRole('button', { name: 'Отправить проверку' }).click()
  await page.getByText('Получатель ответил: HTTP 200').waitFor()
  const person = await centre.emulator.makePerson('Олег')
  await centre.emulator.does(centre.bot, person, 'text', { text: 'Где мой заказ?' })
  await until(async () => received.some(({ type }) => type === 'message.received'), {
    ...patient,
    what: 'the event to arrive',
  })
  const event = page.getByRole('button', { name: /Открыть событие message.received/ })
  await event.waitFor({ timeout: 30_000 })
  for (const size of sizes) {
    await page.setViewportSize(size)
    await isClean(page, `the webhook at ${size.width}`)
  }
  await page.setViewportSize(sizes[0]!)
  await event.click()
  const opened = page.getByRole('dialog', { name: 'Событие' })
  await opened.getByText('спасибо').first().waitFor()
  await isClean(page, 'an event')
  const replay = opened.getByRole('button', { name: 'Отправить ещё раз' })
  await replay.click()
  await until(async () => received.filter(({ type }) => type === 'message.received').length === 2, {
    ...patient,
    what: 'the repetition',
  })
  const [first, second] = received.filter(({ type }) => type === 'message.received')
  assert.equal(first?.id, second?.id)
  await page.keyboard.press('Escape')

  answer = 410
  await centre.emulator.does(centre.bot, person, 'text', { text: 'Алло' })
  await page.getByText('Выключен после сбоев').waitFor({ timeout: 30_000 })
  await page.getByText(/Вебхук «CRM» выключен/).waitFor({ timeout: 40_000 })
  await page.goto(`${centre.server.url}/settings/developers`)
  await page.getByText('Выключен после сбоев').waitFor()
  for (const size of sizes) {
    await page.setViewportSize(size)
    await isClean(page, `keys and webhooks at ${size.width}`)
  }
  assert.deepEqual(complaints, [])
  await context.close()
})

test('the owner says how long data is kept, and is told beforehand what goes', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/retention`)
  await page.getByText('С этими сроками сейчас не удалится ничего').waitFor()
  await page.getByLabel('Тексты сообщений').selectOption('90')
  await page.getByRole('checkbox').first().check()
  for (const size of sizes) {
    await page.setViewportSize(size)
    await isClean(page, `keeping of data at ${size.width}`)
  }
  await page.getByRole('button', { name: /^Сохранить/ }).click()
  await page.getByText(/Сохранено/).waitFor()
  await page.reload()
  await page.getByText('С этими сроками сейчас не удалится ничего').waitFor()
  assert.equal(await page.getByLabel('Тексты сообщений').first().inputValue(), '90')
  assert.deepEqual(complaints, [])
  await context.close()
})
