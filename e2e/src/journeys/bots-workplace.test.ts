import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Channel } from '@otklik/protocol'
import type { Bot, BotDraft, ChannelRules, ScenarioInput } from '@otklik/protocol/settings'

import { type PhoneMessage, until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { isClean } from './is-clean.ts'
import { offerButtons } from './offer-buttons.ts'

let centre: Centre
before(async () => {
  centre = await openCentre()
  await startBot()
})
after(() => centre.close())

const at = { x: 0, y: 0 }
const again = { text: 'Выберите кнопкой', times: 3, next: 'people' }
const steps: ScenarioInput['steps'] = [
  { id: 'note', kind: 'set', at, topic: 'Доставка', tags: ['без лифта'], next: 'what' },
  {
    id: 'what',
    kind: 'choice',
    at,
    text: 'Что вас интересует?',
    placement: 'inline',
    options: [
      { id: 'status', label: 'Статус заказа', next: 'when' },
      { id: 'lift', label: 'Доставка и сборка', next: 'when' },
    ],
    saveAs: 'вопрос',
    otherwise: again,
  },
  {
    id: 'when',
    kind: 'choice',
    at,
    text: 'Когда вам удобно?',
    placement: 'keyboard',
    options: [{ id: 'day', label: 'Днём', next: 'people' }],
    otherwise: again,
  },
  { id: 'people', kind: 'hand-over', at, to: { kind: 'backup' } },
]

/** Published, and the receiver of the channel. */
async function startBot(): Promise<void> {
  const { client } = centre
  await client.ask('PUT', '/api/v1/modules/bots', { isOn: true })
  const scenario: ScenarioInput = { format: 1, start: 'note', steps }
  const asked = { kind: 'scenario', name: 'Верба', scenario }
  const { id } = await client.ask<Bot>('POST', '/api/v1/bots', asked)
  const { draftVersion } = await client.ask<BotDraft>('GET', `/api/v1/bots/${id}/draft`)
  await client.ask('POST', `/api/v1/bots/${id}/publish`, { draftVersion })
  await client.ask('POST', '/api/v1/bots', { kind: 'scenario', name: 'Ночной дежурный' })
  const [channel] = await client.ask<[Channel]>('GET', '/api/v1/channels')
  const path = `/api/v1/channels/${channel.id}/rules`
  const { version, receiver } = await client.ask<ChannelRules>('GET', path)
  const backup = { kind: 'team', id: receiver.id }
  await client.ask('PATCH', path, { version, receiver: { kind: 'bot', id, backup } })
}

test('[CC-04] [COM-23] [TG-11] an operator takes over from a bot, offers buttons and gives it back', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(centre.server.url)
  const person = await centre.emulator.makePerson('Марина')
  const does = (action: string, body: object) =>
    centre.emulator.does(centre.bot, person, action, body)
  /** What the phone shows under these words of ours. */
  const heard = (text: string): Promise<PhoneMessage> =>
    until(
      async () =>
        (await centre.emulator.chatOf(centre.bot, person)).findLast(
          ({ from, content }) => from === 'bot' && content.text === text,
        ),
      { what: `«${text}» on the phone`, withinMs: 30_000 },
    )
  const log = page.getByRole('log')

  await does('text', { text: 'Где мой диван?' })
  const { id: asked } = await heard('Что вас интересует?')
  const folders = page.getByRole('navigation', { name: 'Папки' })
  await folders.getByRole('link', { name: 'У чат-ботов 1' }).click()
  await page
    .getByRole('option', { name: /Марина.*Чат-бот «Верба».*Чат-бот: Что вас интересует/ })
    .click()
  await page.getByText('Обращение ведёт чат-бот «Верба». Ваш ответ возьмёт его').waitFor()
  assert.equal(await folders.getByRole('link', { name: /^Без ответа \d/ }).count(), 0)
  const card = page.getByRole('complementary')
  await card.getByText('Чат-бот «Верба»').waitFor()
  await card.getByText('без лифта').waitFor()

  await does('press', { messageId: asked, row: 1, column: 0 })
  const pressed = log.locator('[data-pressed]')
  await pressed.getByText('Доставка и сборка', { exact: true }).waitFor()
  assert.match((await pressed.getAttribute('title')) ?? '', /^Марина · /)
  await log.getByText('Когда вам удобно?').waitFor()
  await card.getByText('Доставка и сборка').waitFor()
  assert.equal(await log.getByText(/Клиент нажал/).count(), 0, 'it is told once')
  await isClean(page, 'a conversation of a bot')

  await page.keyboard.press('a')
  await log.getByText(/Взято в работу/).waitFor()
  await card.getByText('Анна Лебедева').waitFor()
  await offerButtons(page, ['На карту', 'На счёт'], 'Клиент увидит кнопки под сообщением')
  await page.getByRole('textbox', { name: 'Ответ клиенту' }).fill('Куда вернуть деньги?')
  await page.getByRole('button', { name: 'Отправить', exact: true }).click()
  const { id: offered } = await heard('Куда вернуть деньги?')
  await does('press', { messageId: offered, row: 1, column: 0 })
  await pressed.getByText('На счёт', { exact: true }).waitFor()
  await folders.getByRole('link', { name: 'Без ответа 1' }).waitFor()

  await page.getByRole('button', { name: 'Передать' }).click()
  const dialog = page.getByRole('dialog', { name: 'Кому передать обращение?' })
  const night = dialog.getByRole('radio', { name: 'Ночной дежурный, Сценарий не опубликован' })
  assert.equal(await night.getAttribute('aria-disabled'), 'true')
  await night.click({ force: true })
  assert.equal(await night.isChecked(), false)
  await dialog.getByRole('radio', { name: /^Верба/ }).click()
  await isClean(page, 'whom to give it to')
  await dialog.getByRole('button', { name: 'Передать' }).click()
  await log.getByText(/Передано чат-боту/).waitFor()
  await page.getByText('Обращение ведёт чат-бот «Верба». Ваш ответ возьмёт его').waitFor()
  await folders.getByRole('link', { name: 'У чат-ботов 1' }).waitFor()
  await until(async () => (await log.getByText('Что вас интересует?').count()) === 2, {
    what: 'the bot begins again',
    withinMs: 30_000,
  })
  assert.deepEqual(complaints, [])
  await context.close()
})
