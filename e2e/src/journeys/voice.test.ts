import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Snapshot } from '@otklik/protocol'
import type { Page } from 'playwright-core'

import { type Desk, until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { isClean } from './is-clean.ts'

let centre: Centre
let desk: Desk
let page: Page
let personId: number
let maxBot: { id: string; token: string }
let maxPerson: { id: string }
before(async () => {
  centre = await openCentre({ platforms: ['max'] })
  const { emulator, bot, client } = centre
  personId = await emulator.makePerson('Марина')
  await emulator.does(bot, personId, 'text', { text: 'Где мой заказ 10482?' })
  maxBot = await max('bots', { name: 'Верба Мебель' })
  maxPerson = await max('people', { firstName: 'Игорь', lastName: 'Савельев' })
  await client.ask('POST', '/api/v1/channels', { kind: 'max', settings: { token: maxBot.token } })
  await max(`bots/${maxBot.id}/people/${maxPerson.id}/start`, {})
  await max(`bots/${maxBot.id}/people/${maxPerson.id}/text`, { text: 'Стол привезли?' })
  desk = await centre.desk()
  page = desk.page
})
after(() => centre.close())

/** The person side of the stand-in. */
async function max<Answer>(path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${centre.emulator.url}/max/_control/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  assert.ok(answer.ok, `${path}: ${answer.status} ${await answer.clone().text()}`)
  return (await answer.json()) as Answer
}

const within = (what: string) => ({ withinMs: 30_000, what })
const panel = () => page.getByRole('group', { name: 'Голосовое сообщение' })
const press = (name: string) => page.getByRole('button', { name, exact: true }).click()

/** The browser here asks nobody; whoever is asked may refuse. */
const refuse = `navigator.mediaDevices.getUserMedia = () =>
  Promise.reject(new DOMException('', 'NotAllowedError'))`
const allow = 'delete navigator.mediaDevices.getUserMedia'
/** A recorder that a busy machine has not given a sound before it was stopped. */
const hearNothing = `globalThis.realRecorder = MediaRecorder
  MediaRecorder = class extends MediaRecorder {
    start(slice) { super.start(slice); super.pause() }
  }`

async function open(name: string): Promise<void> {
  const { id } = await until(
    async () => {
      const { conversations } = await centre.client.ask<Snapshot>('GET', '/api/v1/snapshot')
      return conversations.find(({ contact }) => contact.name.startsWith(name))
    },
    within(`the conversation of ${name}`),
  )
  await page.goto(`${centre.server.url}/conversations/${id}`)
  await page.getByRole('textbox', { name: 'Ответ клиенту' }).waitFor()
}

test('a microphone that the browser refuses is told of in words', async () => {
  await open('Марина')
  await page.evaluate(refuse)
  await press('Записать голосовое')
  await panel().getByText('Браузер не разрешил записывать с микрофона').waitFor()
  await isClean(page, 'a refused microphone')
  await page.evaluate(allow)
  await press('Записать ещё раз')
  await panel().getByRole('timer').waitFor()
})

test('Escape drops a word at once, and asks before it drops a sentence', async () => {
  await page.keyboard.press('Escape')
  await panel().waitFor({ state: 'detached' })
  await page.keyboard.press('Alt+KeyV')
  await panel().getByRole('timer').getByText('0:04').waitFor()
  await isClean(page, 'a recording')
  await page.keyboard.press('Escape')
  const question = page.getByRole('dialog', { name: 'Удалить запись?' })
  await question.getByRole('button', { name: 'Оставить' }).click()
  await question.waitFor({ state: 'detached' })
})

test('a recording is listened to and arrives as a voice that plays', async () => {
  await press('Остановить запись')
  await panel().getByRole('button', { name: 'Прослушать' }).click()
  await panel().getByRole('button', { name: 'Пауза' }).waitFor()
  await isClean(page, 'a recording that is ready')
  await press('Отправить голосовое')
  await panel().waitFor({ state: 'detached' })
  const { voice } = await until(async () => {
    const chat = await centre.emulator.chatOf(centre.bot, personId)
    return chat.map(({ content }) => content).find((content) => content.voice)
  }, within('the voice on the phone'))
  assert.match(String((voice as { mime_type?: string }).mime_type), /^audio\/ogg/)
  const source = await page.locator('audio[src*="/api/v1/files/"]').getAttribute('src')
  const seconds = await page.evaluate<number>(`(async () => {
    const bytes = await (await fetch('${source}')).arrayBuffer()
    return (await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(bytes)).duration
  })()`)
  assert.ok(seconds > 3.5 && seconds < 30, `${seconds} s`)
})

test('MAX, which plays no OGG, is sent a sound that it plays', async () => {
  await open('Игорь')
  await press('Записать голосовое')
  await panel().getByRole('timer').getByText('0:01').waitFor()
  await press('Остановить запись')
  await press('Отправить голосовое')
  const sent = await until(async () => {
    const chat = await max<{ messages: { from: string }[] }>(
      `bots/${maxBot.id}/chats/${maxPerson.id}`,
    )
    return chat.messages.map((each) => JSON.stringify(each)).find((each) => /"audio"/.test(each))
  }, within('the sound in MAX'))
  assert.match(sent, /"from":"bot"/)
})

test('a recording that ends before its first sound says so, and begins again', async () => {
  await page.evaluate(hearNothing)
  await press('Записать голосовое')
  await press('Остановить запись')
  await panel().getByText('Слишком коротко, ничего не записалось').waitFor()
  await page.evaluate('MediaRecorder = globalThis.realRecorder')
  await press('Записать ещё раз')
  await panel().getByRole('timer').waitFor()
  await press('Удалить запись')
  await panel().waitFor({ state: 'detached' })
})

test('a note has no voice, and what was begun waits for the answer', async () => {
  await press('Записать голосовое')
  await panel().getByRole('timer').getByText('0:01').waitFor()
  await page.getByText('Заметка', { exact: true }).click()
  await panel().waitFor({ state: 'detached' })
  assert.equal(await page.getByRole('button', { name: 'Записать голосовое' }).count(), 0)
  await page.getByText('Ответ', { exact: true }).first().click()
  await panel().getByRole('button', { name: 'Прослушать' }).waitFor()
  await press('Удалить запись')
  await panel().waitFor({ state: 'detached' })
  assert.deepEqual(
    desk.complaints.filter((each) => !each.includes('TrustedScript')),
    [],
  )
})
