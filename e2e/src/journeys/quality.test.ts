import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Conversation, Session, Snapshot } from '@otklik/protocol'
import type { Calibration, Review, SampleQueue, Scorecard } from '@otklik/protocol/reports'
import type { ChannelGroup } from '@otklik/protocol/settings'
import type { Page } from 'playwright-core'

import { Client, type Desk, openDesk, until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { testEveryAddress } from './every-address.ts'
import { isClean } from './is-clean.ts'

let centre: Centre
let igor: Client
let vera: Client
let verasDesk: Desk
let igorsDesk: Desk
let card: Scorecard
/** Closed by Igor: Oleg has given a 1, Marina nothing. */
const talks = { oleg: '', marina: '' }

before(async () => {
  centre = await openCentre()
  const { client } = centre
  igor = await invite('Игорь Сафонов', 'operator')
  vera = await invite('Вера Нестерова', 'quality-reviewer')
  await client.ask('PUT', '/api/v1/modules/quality', { isOn: true })
  const [group] = await client.ask<[ChannelGroup]>('GET', '/api/v1/channel-groups')
  const rating = { isOn: true, question: 'Оцените ответ', everyHours: 0 }
  const { version, id } = group
  await client.ask('PATCH', `/api/v1/channel-groups/${id}`, { version, rating })
  card = await client.ask('POST', '/api/v1/quality/scorecards', {
    name: 'Переписка с клиентом',
    sections: [
      {
        ...{ id: crypto.randomUUID(), title: 'Общение' },
        criteria: [criterion('Вежливость', {}), criterion('Ясность ответа', { scale: 'five' })],
      },
      {
        ...{ id: crypto.randomUUID(), title: 'Решение' },
        criteria: [criterion('Вопрос решён', { weight: 2, isCritical: true })],
      },
    ],
  })
  await Promise.all([talkWithOleg(), talkWithMarina()])
  const desk = ({ cookie }: Client) => openDesk(centre.browser, { url: centre.server.url, cookie })
  verasDesk = await desk(vera)
  igorsDesk = await desk(igor)
})
after(() => centre.close())

test('[QA-01] a reviewer finds what a rule has chosen, and fills the card in by keys', async () => {
  const { page, complaints } = verasDesk
  await page.goto(`${centre.server.url}/quality`)
  await page.getByText('Проверять нечего').waitFor()
  await page.getByRole('link', { name: 'Настройка', exact: true }).click()
  await page.getByText('Переписка с клиентом').first().waitFor()
  await isClean(page, 'the setup')
  await page.getByRole('button', { name: 'Добавить правило' }).click()
  const drawer = page.getByRole('dialog', { name: 'Новое правило отбора' })
  await drawer.getByRole('radio', { name: 'С низкой оценкой' }).check()
  await drawer.getByRole('button', { name: 'Сохранить' }).click()
  await drawer.getByText('Заполните').first().waitFor()
  await drawer.getByLabel('Название').fill('Недовольные')
  await isClean(page, 'the rule')
  await drawer.getByRole('button', { name: 'Сохранить' }).click()
  await drawer.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Очередь, 1' }).click()
  const row = page.getByRole('row').filter({ hasText: 'Олег' })
  await row.getByText('Недовольные').waitFor()
  await isClean(page, 'the queue')
  await row.getByRole('button', { name: /Проверить/ }).click()

  await page.getByRole('log').getByText('Везём, будет к вечеру').waitFor()
  await group(page, 'Вежливость').getByRole('radio', { name: 'Да' }).focus()
  await page.keyboard.press('1')
  await page.keyboard.press('Enter')
  await page.keyboard.press('3')
  await page.getByText('Итог сейчас: 80 %').waitFor()
  await page.getByText('Черновик сохранён').waitFor()
  await page.getByRole('button', { name: 'Закончить проверку' }).click()
  // What was left out has the focus, and answers there and then.
  const gap = group(page, 'Вопрос решён').getByRole('radio', { name: 'Да' })
  await until(() => gap.evaluate((input) => input === input.ownerDocument.activeElement), {
    ...{ withinMs: 30_000, what: 'the focus on what was left out' },
  })
  await isClean(page, 'the card')
  await page.keyboard.press('0')
  await page.getByText('Итог 0: не выполнен критический критерий').waitFor()
  await page.keyboard.press('1')
  await page.getByRole('button', { name: 'Добавить комментарий: Ясность ответа' }).click()
  await page.getByRole('textbox', { name: 'Комментарий: Ясность ответа' }).fill('Не названо время')
  const about = page.getByRole('combobox', { name: 'К сообщению: Ясность ответа' })
  await about.selectOption({ label: await optionWith(about, 'Везём, будет к вечеру') })
  await page.getByRole('textbox', { name: 'Общий вывод' }).fill('Точнее со сроками')
  await page.getByRole('button', { name: 'Закончить проверку' }).click()
  await page.getByText('Контролёр: Вера Нестерова').waitFor()
  await page.getByText('90 %').first().waitFor()
  assert.deepEqual(complaints, [])
})

test('[QA-03] the operator reads it and appeals, the reviewer decides, and both learn of it', async () => {
  const { page, complaints } = igorsDesk
  await page.goto(centre.server.url)
  await page.getByRole('link', { name: /^Качество, \d/ }).click()
  await page.getByRole('heading', { name: 'Моё качество' }).waitFor()
  await isClean(page, 'one’s own results')
  await page.setViewportSize({ width: 390, height: 844 })
  await isClean(page, 'one’s own results on a phone')
  await page.getByRole('button', { name: /^Подать апелляцию: Олег/ }).click()
  const form = page.getByRole('dialog', { name: 'Апелляция' })
  await form.getByLabel('Почему результат неверен').fill('Оценка о перевозчике')
  await form.getByRole('button', { name: 'Подать апелляцию' }).click()
  await page.getByText('Апелляция ждёт решения').waitFor()
  await page.getByRole('link', { name: /^Открыть проверку: Олег/ }).click()
  await page.getByText('Не названо время').waitFor()
  await isClean(page, 'the result on a phone')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('button', { name: 'Показать сообщение' }).click()
  await page.getByRole('log').getByText('Везём, будет к вечеру').waitFor()
  await page.getByRole('button', { name: /^Подать апелляцию: Олег/ }).click()
  await form.getByLabel('Почему результат неверен').fill('Время назвал в звонке')
  await form.getByRole('button', { name: 'Подать апелляцию' }).click()
  await page.getByText('Апелляция ждёт решения').waitFor()

  const her = verasDesk.page
  await her.goto(`${centre.server.url}/quality?part=appeals`)
  await her.getByText('Оценка о перевозчике').waitFor()
  await isClean(her, 'the appeals')
  const row = her.getByRole('row').filter({ hasText: 'Оценка клиента 1' })
  await row.getByRole('link', { name: /^Решить апелляцию: Олег/ }).click()
  await her.getByRole('radio', { name: 'Не учитывать' }).check()
  await her.getByLabel('Пояснение для сотрудника').fill('Верно, это не о вас')
  await isClean(her, 'the decision')
  await her.getByRole('button', { name: 'Сообщить решение' }).click()
  await her.getByText('Апелляция принята, результат не учитывается').waitFor()
  await page.getByRole('link', { name: 'Контроль качества' }).click()
  await page.getByText(/Верно, это не о вас/).waitFor()
  await page.getByText('не учитывается').first().waitFor()
  assert.deepEqual(complaints, [])
})

test('two reviewers are calibrated, blind until both have ended', async () => {
  const { page, complaints } = verasDesk
  await page.goto(`${centre.server.url}/conversations/${talks.marina}`)
  await page.getByRole('link', { name: 'Проверить обращение' }).click()
  const [first, second] = ['Первый контролёр', 'Второй контролёр']
  await page.getByRole('combobox', { name: first! }).selectOption({ label: 'Вера Нестерова' })
  await page.getByRole('combobox', { name: second! }).selectOption({ label: 'Анна Лебедева' })
  await isClean(page, 'the choice')
  await page.getByRole('button', { name: 'Начать калибровку' }).click()
  await page.getByRole('button', { name: /^Проверить: Марина/ }).click()
  for (const name of ['Вежливость', 'Вопрос решён']) {
    await group(page, name).getByRole('radio', { name: 'Да' }).check()
  }
  await group(page, 'Ясность ответа').getByRole('radio', { name: '5' }).check()
  await page.getByRole('button', { name: 'Закончить проверку' }).click()
  await page.getByRole('link', { name: 'Контроль качества' }).click()
  await page.getByRole('link', { name: /^Открыть калибровку: Марина/ }).click()
  await page.getByText('Ответы появятся, когда закончат оба').waitFor()
  await endAsOwner()
  await page.getByText('67 %').first().waitFor()
  await isClean(page, 'the comparison')
  await page.emulateMedia({ colorScheme: 'dark' })
  await isClean(page, 'the comparison in the dark')
  await page.goto(`${centre.server.url}/quality?part=results`)
  await page.getByRole('link', { name: 'Показать результаты: Игорь Сафонов' }).click()
  await page.getByText('По критериям').waitFor()
  await isClean(page, 'an operator’s results in the dark')
  assert.deepEqual(complaints, [])
})

testEveryAddress(
  () => centre,
  () => talks.marina,
)

/** The owner's half of the calibration: as clear as two of five. */
async function endAsOwner(): Promise<void> {
  const { client } = centre
  const [started] = await client.ask<Calibration[]>('GET', '/api/v1/quality/calibrations')
  assert.deepEqual(
    started?.reviewers.map(({ review }) => review),
    [undefined, undefined],
  )
  const { samples } = await client.ask<SampleQueue>('GET', '/api/v1/quality/queue')
  const { id: sampleId } = samples.find(({ reason }) => reason === 'calibration')!
  const { id, version } = await client.ask<Review>('POST', '/api/v1/quality/reviews', { sampleId })
  const all = card.sections.flatMap(({ criteria }) => criteria)
  const answers = Object.fromEntries(
    all.map((each) => [each.id, { value: each.scale === 'five' ? 2 : 'yes' }]),
  )
  const path = `/api/v1/quality/reviews/${id}/completion`
  await client.ask('POST', path, { version, answers, summary: '' })
}

function criterion(title: string, more: object) {
  const usual = { weight: 1, scale: 'yes-no', isCritical: false, mayNotApply: false }
  return { id: crypto.randomUUID(), title, ...usual, ...more }
}

const group = (page: Page, name: string) =>
  page.getByRole('group', { name: new RegExp(`^${name}`) })

async function optionWith(select: ReturnType<Page['getByRole']>, text: string): Promise<string> {
  const labels = await until(
    async () => {
      const all = await select.getByRole('option').allTextContents()
      return all.some((label) => label.includes(text)) && all
    },
    { withinMs: 30_000, what: 'the messages to choose from' },
  )
  return labels.find((label) => label.includes(text))!
}

async function talkWithOleg(): Promise<void> {
  const { person, id } = await answered('Олег')
  talks.oleg = id
  const messageId = await until(
    async () => {
      const chat = await centre.emulator.chatOf(centre.bot, person)
      return chat.find(({ content }) => content.text === 'Оцените ответ')?.id
    },
    { withinMs: 60_000, everyMs: 300, what: 'the question on the phone' },
  )
  await centre.emulator.does(centre.bot, person, 'press', { messageId, row: 0, column: 0 })
  await until(async () => (await read(id)).rating?.score === 1, {
    ...{ withinMs: 30_000, everyMs: 300, what: 'the mark' },
  })
}

async function talkWithMarina(): Promise<void> {
  talks.marina = (await answered('Марина')).id
}

/** Somebody writes, Igor takes it, answers and closes. */
async function answered(name: string): Promise<{ person: number; id: string }> {
  const person = await centre.emulator.makePerson(name)
  await centre.emulator.does(centre.bot, person, 'text', { text: 'Где мой заказ?' })
  const find = async () => {
    const { conversations } = await centre.client.ask<Snapshot>('GET', '/api/v1/snapshot')
    return conversations.find(({ contact }) => contact.name === name)?.id
  }
  const id = await until(find, {
    ...{ withinMs: 30_000, everyMs: 300, what: `a conversation with ${name}` },
  })
  const path = `/api/v1/conversations/${id}`
  await igor.ask('POST', `${path}/assignment`)
  const said = { clientId: crypto.randomUUID(), kind: 'message', text: 'Везём, будет к вечеру' }
  await igor.ask('POST', `${path}/messages`, said)
  await igor.ask('POST', `${path}/closure`)
  await until(async () => (await read(id)).status === 'closed', {
    ...{ withinMs: 60_000, everyMs: 300, what: 'the close' },
  })
  return { person, id }
}

const read = (id: string) => centre.client.ask<Conversation>('GET', `/api/v1/conversations/${id}`)

async function invite(name: string, role: Session['operator']['role']): Promise<Client> {
  const email = `${role}@verba.example`
  const invitation = { email, name, role }
  const { link } = await centre.client.ask<{ link: string }>(
    'POST',
    '/api/v1/invitations',
    invitation,
  )
  const invited = new Client(centre.server.url)
  const token = link.split('/').at(-1)
  const password = 'a quiet morning in march'
  await invited.ask('POST', `/api/v1/invitations/${token}/acceptance`, { name, password })
  return invited
}
