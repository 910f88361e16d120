import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { CreatedInvitation, Role, Team } from '@otklik/protocol'
import type { Page } from 'playwright-core'

import { Client } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'

let centre: Centre
let supervisor: Client
before(async () => {
  centre = await openCentre()
  supervisor = await hire('Пётр Гущин', 'petr', 'supervisor')
  await hire('Игорь Сафонов', 'igor', 'operator')
  await hire('Дмитрий Орлов', 'dmitry', 'operator')
})
after(() => centre.close())

/** Somebody invited, who came. */
async function hire(name: string, box: string, role: Role): Promise<Client> {
  const email = `${box}@verba.example`
  const invited = await centre.client.ask<CreatedInvitation>('POST', '/api/v1/invitations', {
    ...{ name, email, role },
  })
  const token = invited.link?.split('/').at(-1)
  const client = new Client(centre.server.url)
  await client.ask('POST', `/api/v1/invitations/${token}/acceptance`, {
    ...{ name, password: 'a quiet morning in march' },
  })
  return client
}
const listTeams = () => centre.client.ask<Team[]>('GET', '/api/v1/teams')
async function findTeam(name: string): Promise<Team> {
  const team = (await listTeams()).find((each) => each.name === name)
  assert.ok(team, name)
  return team
}
async function create(page: Page, name: string): Promise<void> {
  await page.goto(`${centre.server.url}/settings/teams`)
  await page.getByRole('button', { name: 'Создать группу' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('Название группы').fill(name)
  await drawer.getByRole('button', { name: 'Создать группу' }).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}
async function add(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Добавить сотрудника' }).fill(name.slice(0, 5))
  await page.getByRole('option', { name }).click()
  await page.getByRole('button', { name: `Убрать из группы: ${name}` }).waitFor()
}
async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+KeyS')
  await page.getByText(/Сохранено в/).waitFor()
}

test('[COM-15] a team is made, and its order set by keyboard alone', async () => {
  const { page, complaints, context } = await centre.desk()
  await create(page, 'Доставка')
  await add(page, 'Игорь Сафонов')
  await add(page, 'Дмитрий Орлов')
  await page.getByRole('radio', { name: 'Строго по очереди' }).check()
  await page.getByRole('button', { name: 'Переместить выше: Дмитрий Орлов' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Дмитрий Орлов, место 1').waitFor()
  await save(page)
  const { memberIds, settings } = await findTeam('Доставка')
  assert.equal(settings.method, 'strict-order')
  const operators = await centre.client.ask<{ id: string; name: string }[]>(
    'GET',
    '/api/v1/operators',
  )
  const names = memberIds.map((id) => operators.find((each) => each.id === id)?.name)
  assert.deepEqual(names, ['Дмитрий Орлов', 'Игорь Сафонов'])
  await page.goto(`${centre.server.url}/settings/teams`)
  await page.getByRole('link', { name: /Доставка.*Строго по очереди, ждём 1\sмин/ }).waitFor()
  await page.getByRole('link', { name: /Все сотрудники.*Принимает: Telegram/ }).waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[COM-16] the team has a wait time-out and what happens after it', async () => {
  const { page, context } = await centre.desk()
  await create(page, 'Возвраты')
  const wait = page.getByRole('textbox', { name: 'Сколько ждать одного сотрудника' })
  await wait.fill('полминуты')
  await page.keyboard.press('Control+KeyS')
  await page.getByText('Нужно целое число').waitFor()
  assert.equal(await wait.inputValue(), 'полминуты')
  await wait.fill('2')
  await page.getByLabel('Сколько ждать одного сотрудника, единица').selectOption('s')
  await page.getByRole('radio', { name: 'Передать резервной группе', exact: true }).check()
  await page.keyboard.press('Control+KeyS')
  await page.getByText('Значение должно быть не меньше 5').first().waitFor()
  assert.equal(await wait.inputValue(), '2')
  await wait.fill('45')
  await page.keyboard.press('Control+KeyS')
  await page.getByText('Выберите резервную группу').first().waitFor()
  await page.getByLabel('Резервная группа', { exact: true }).selectOption('Доставка')
  await save(page)
  const { settings } = await findTeam('Возвраты')
  assert.equal(settings.answerWaitS, 45)
  assert.equal(settings.whenNobodyAnswers, 'backup')
  assert.equal(settings.backupTeamId, (await findTeam('Доставка')).id)
  await page.getByRole('radio', { name: 'Ручной выбор' }).check()
  await page.getByText('При ручном выборе никому не предлагаем').waitFor()
  await wait.waitFor({ state: 'detached' })
  await context.close()
})

test('a team that receives conversations is not deleted, and says from whom', async () => {
  const { page, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/teams/${(await findTeam('Доставка')).id}`)
  await page.getByRole('button', { name: 'Удалить группу' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/перейдут группе «Все сотрудники»/).waitFor()
  await dialog.getByRole('button', { name: 'Удалить группу' }).click()
  await dialog.getByText(/сюда передаёт обращения Возвраты/).waitFor()
  await dialog.getByRole('button', { name: 'Не удалять' }).click()
  await page.goto(`${centre.server.url}/settings/teams/${(await findTeam('Возвраты')).id}`)
  await page.getByRole('button', { name: 'Удалить группу' }).click()
  await dialog.getByRole('button', { name: 'Удалить группу' }).click()
  await page.getByText('Группа «Возвраты» удалена').waitFor()
  const everyone = await findTeam('Все сотрудники')
  await page.goto(`${centre.server.url}/settings/teams/${everyone.id}`)
  await page.getByText('В этой группе все, кто отвечает клиентам').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Удалить группу' }).count(), 0)
  assert.equal(await page.getByRole('button', { name: /Убрать из группы/ }).count(), 0)
  await context.close()
})

test('a supervisor changes a team, and does not undo an administrator’s change', async () => {
  const { page, complaints, context } = await centre.desk({ cookie: supervisor.cookie })
  const { id, version } = await findTeam('Доставка')
  await page.goto(`${centre.server.url}/settings/teams/${id}`)
  await page.getByRole('radio', { name: 'Равномерно' }).check()
  await centre.client.ask('PATCH', `/api/v1/teams/${id}`, { version, settings: { hand: 'assign' } })
  const notice = page.getByRole('alert').filter({ hasText: 'Настройки' })
  await notice.getByRole('button', { name: 'Посмотреть отличия' }).click()
  await notice
    .getByRole('row', { name: /как передавать/ })
    .getByText('Назначать сразу')
    .waitFor()
  await notice.getByRole('button', { name: 'Сохранить мои' }).click()
  await page.getByText(/Сохранено в/).waitFor()
  const { settings } = await findTeam('Доставка')
  assert.equal(settings.method, 'round-robin')
  assert.equal(settings.hand, 'assign')
  await page.goto(`${centre.server.url}/settings/schedule`)
  await page.getByText('Этот раздел не для вашей роли').waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('a conflict about a team tells who was put in and taken out, and by whom', async () => {
  const { page, context } = await centre.desk()
  const { id, version, memberIds } = await findTeam('Доставка')
  await page.goto(`${centre.server.url}/settings/teams/${id}`)
  await page.getByRole('button', { name: 'Убрать из группы: Игорь Сафонов' }).click()
  const operators = await centre.client.ask<{ id: string; name: string }[]>(
    'GET',
    '/api/v1/operators',
  )
  const petr = operators.find(({ name }) => name === 'Пётр Гущин')?.id ?? ''
  const dmitry = operators.find(({ name }) => name === 'Дмитрий Орлов')?.id
  await supervisor.ask('PATCH', `/api/v1/teams/${id}`, {
    version,
    memberIds: [...memberIds.filter((each) => each !== dmitry), petr],
  })
  const notice = page.getByRole('alert').filter({ hasText: 'Настройки изменил Пётр Гущин в' })
  await notice.getByRole('button', { name: 'Посмотреть отличия' }).click()
  const row = notice.getByRole('row', { name: /сотрудники группы/ })
  assert.deepEqual(await row.getByRole('cell').allTextContents(), [
    'Добавлено: Пётр Гущин. Убрано: Дмитрий Орлов',
    'Убрано: Игорь Сафонов',
  ])
  await page.locator('footer').getByText('Настройки изменил Пётр Гущин в').waitFor()
  await notice.getByRole('button', { name: 'Взять их' }).click()
  await context.close()
})

test('what is typed into a team that is deleted meanwhile stays on the screen', async () => {
  const { page, complaints, context } = await centre.desk()
  await create(page, 'Сборка')
  await page.getByRole('textbox', { name: 'Название группы' }).fill('Сборка мебели')
  const { id } = await findTeam('Сборка')
  await supervisor.ask('DELETE', `/api/v1/teams/${id}`)
  await page.getByText('Группу удалили, пока вы её меняли').waitFor()
  const typed = page.getByRole('textbox', { name: 'Название группы' })
  assert.equal(await typed.inputValue(), 'Сборка мебели')
  await typed.fill('Сборка')
  await page.getByRole('heading', { name: 'Такой группы нет', level: 1 }).waitFor()
  assert.equal(await page.locator('main').getByText('Распределение обращений').count(), 1)
  assert.deepEqual(complaints, [])
  await context.close()
})
