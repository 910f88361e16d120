import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Bot, BotDraft, ChannelRules, ScenarioInput } from '@otklik/protocol/settings'

import { lines, openScene, type Person, type Scene, spoken, until } from '../testing/index.ts'

let scene: Scene
let bot: Bot
before(async () => {
  scene = await openScene('telegram')
  await send('PUT', '/api/v1/modules/bots', { isOn: true })
  bot = await send('POST', '/api/v1/bots', { kind: 'scenario', name: 'Верба' })
  await receive(bot)
})

async function send<Answer>(method: 'PUT' | 'POST' | 'PATCH', path: string, body: object) {
  const answer = await scene.centre.owner.browser.send(method, path, { ...body })
  assert.ok(answer.statusCode < 300, `${path}: ${answer.body}`)
  return answer.json<Answer>()
}

const get = async <Answer>(path: string) =>
  (await scene.centre.owner.browser.get(path)).json<Answer>()

/** The channel gives its customers to the bot, and to everybody's team behind it. */
async function receive({ id }: Bot): Promise<void> {
  const path = `/api/v1/channels/${scene.centre.channel.id}/rules`
  const { version, receiver } = await get<ChannelRules>(path)
  const backup = { kind: 'team', id: receiver.id }
  await send('PATCH', path, { version, receiver: { kind: 'bot', id, backup } })
}

async function publish(steps: ScenarioInput['steps'], start = steps[0]!.id): Promise<void> {
  const path = `/api/v1/bots/${bot.id}`
  const { draftVersion } = await get<BotDraft>(`${path}/draft`)
  const scenario = { format: 1, start, steps }
  const saved = await send<BotDraft>('PUT', `${path}/draft`, { draftVersion, scenario })
  await send('POST', `${path}/publish`, { draftVersion: saved.draftVersion })
}

const at = { x: 0, y: 0 }
const close = { id: 'end', kind: 'close', at, text: 'Хорошего дня' } as const
const handOver = { id: 'people', kind: 'hand-over', at, to: { kind: 'backup' } } as const
const where = (placement: 'inline' | 'keyboard'): ScenarioInput['steps'][number] => ({
  id: 'where',
  kind: 'choice',
  at,
  placement,
  text: 'Куда доставить?',
  options: [
    { id: 'home', label: 'Домой', next: 'end' },
    { id: 'pick', label: 'Самовывоз', next: 'people' },
  ],
  saveAs: 'доставка',
  otherwise: { text: 'Выберите кнопкой', times: 1, next: 'people' },
})

/** What the phone shows of the bot's words. */
const said = async (person: Person) =>
  (await person.chat()).filter(({ from }) => from === 'bot').map(({ content }) => content.text)
const hears = (person: Person, text: string) =>
  until(async () => (await said(person)).includes(text), `«${text}» on the phone`)

test('[CC-04] [BOT-03] [COM-23] a bot asks with buttons, and closes on what is pressed', async () => {
  await publish([where('inline'), handOver, close])
  const person = await scene.centre.person('Ирина')
  await person.does('text', { text: 'Здравствуйте' })
  await hears(person, 'Куда доставить?')
  const asked = (await person.chat()).findLast(({ from }) => from === 'bot')!
  const conversation = await scene.centre.conversationOf('Ирина')
  assert.equal(conversation.status, 'bot')
  assert.equal(conversation.bot?.name, 'Верба')
  const value = (await scene.centre.messagesOf(conversation.id))
    .findLast(({ buttons }) => buttons)!
    .buttons!.rows.flat()[0]!.value
  await person.does('press', { messageId: asked.id, data: value })
  await hears(person, 'Хорошего дня')
  const messages = await scene.centre.transcript(conversation.id, (all) =>
    lines(all).includes('closed'),
  )
  const shown = spoken(messages)
    .find(({ buttons }) => buttons)!
    .buttons!.rows.flat()
  assert.deepEqual(
    shown.map(({ pressedAt }) => pressedAt !== undefined),
    [true, false],
  )
  assert.equal(spoken(messages).at(-1)?.author.type, 'bot')
})

test('[COM-21] [COM-23] a keyboard’s button comes as its text, and is marked too', async () => {
  await publish([where('keyboard'), handOver, close])
  const person = await scene.centre.person('Олег')
  await person.does('text', { text: 'Добрый день' })
  await hears(person, 'Куда доставить?')
  await person.does('text', { text: 'Самовывоз' })
  const { id } = await scene.centre.conversationOf('Олег')
  const messages = await scene.centre.transcript(id, (all) =>
    lines(all).includes('bot-handed-over'),
  )
  const { buttons } = spoken(messages).find((message) => message.buttons)!
  assert.equal(buttons?.placement, 'keyboard')
  assert.ok(buttons?.rows.flat()[1]?.pressedAt)
  const conversation = await scene.centre.conversationOf('Олег')
  assert.equal(conversation.status, 'queued')
  assert.deepEqual(conversation.attributes, { доставка: 'Самовывоз' })
})

test('[BOT-01] a conversation stays on the version it began with', async () => {
  await publish([where('inline'), handOver, close])
  const person = await scene.centre.person('Нина')
  await person.does('text', { text: 'Здравствуйте' })
  await hears(person, 'Куда доставить?')
  await publish([{ ...close, id: 'other', text: 'Уже другой сценарий' }])
  await person.does('text', { text: 'Домой' })
  await hears(person, 'Хорошего дня')
})

test('[REQ-19] a bot is silent once an operator has taken it, and can be given it back', async () => {
  await publish([where('inline'), handOver, close])
  const person = await scene.centre.person('Зоя')
  await person.does('text', { text: 'Здравствуйте' })
  await hears(person, 'Куда доставить?')
  const { id } = await scene.centre.conversationOf('Зоя')
  const taken = await scene.act('POST', id, 'assignment')
  assert.equal(taken.statusCode, 200, taken.body)
  await person.does('text', { text: 'Домой' })
  await scene.centre.transcript(id, (all) => spoken(all).at(-1)?.text === 'Домой')
  const count = (await said(person)).length
  const back = await scene.centre.operator.browser.send(
    'POST',
    `/api/v1/conversations/${id}/transfer`,
    { to: { kind: 'bot', id: bot.id } },
  )
  assert.equal(back.statusCode, 200, back.body)
  await until(async () => (await said(person)).length === count + 1, 'the bot begins anew')
  assert.equal((await said(person)).at(-1), 'Куда доставить?')
})
