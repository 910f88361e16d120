import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { ApiError, Conversation } from '@otklik/protocol'
import type {
  Bot,
  ChannelRules,
  ProgramTemplate,
  ProgramTemplateSent,
  ProgramView,
  Template,
} from '@otklik/protocol/settings'

import {
  addTrialPlatform,
  aTemplate,
  type BotCentre,
  createBotCentre,
  openProgram,
  platformWithTemplates,
  TemplateShelf,
  until,
} from '../testing/index.ts'

const nowhere = '00000000-0000-4000-8000-000000000000'
const values = { 'header.1': '№ 17', 'body.1': 'Олег', 'buttons.1.1': 'track/17' }
const shelf = new TemplateShelf()
let centre: BotCentre
let template: Template
before(async () => {
  addTrialPlatform(platformWithTemplates(shelf))
  centre = await createBotCentre(await openProgram())
  template = await approved()
})

async function approved(facts: Parameters<typeof aTemplate>[0] = {}): Promise<Template> {
  const { browser } = centre.owner
  const path = `/api/v1/channels/${centre.channelId}/templates`
  const made = await browser.send('POST', path, aTemplate(facts))
  shelf.next = { state: 'approved' }
  return (await browser.send('POST', `/api/v1/templates/${made.json().id}/submission`)).json()
}

const send = (phone: string, more: object = {}, key?: string) =>
  centre.calls(
    'POST',
    'templates',
    { channelId: centre.channelId, phone, templateId: template.id, values, ...more },
    key,
  )
const sent = async (phone: string, more: object = {}): Promise<ProgramTemplateSent> => {
  const answer = await send(phone, more)
  assert.equal(answer.statusCode, 201, answer.body)
  return answer.json()
}
const errorOf = (answer: { json(): never }) => (answer.json() as ApiError).error
const get = async (id: string): Promise<Conversation> =>
  (await centre.owner.browser.get(`/api/v1/conversations/${id}`)).json()
const shown = async () => {
  const { browser } = centre.owner
  const { conversations } = (await browser.get('/api/v1/snapshot')).json()
  return (conversations as Conversation[]).map(({ id }) => id)
}

describe('[WA-12] [WA-13] a program sends a template to a phone', () => {
  test('as a closed conversation whose employee is the bot, by the name it has then', async () => {
    const { conversationId: id } = await sent('+79211111111', { name: 'Олег' })
    const renamed = `/api/v1/bots/${centre.bot.id}`
    const { version } = (await centre.owner.browser.get(renamed)).json<Bot>()
    await centre.owner.browser.send('PATCH', renamed, { version, name: 'Ромашка' })

    const conversation = await get(id)
    assert.deepEqual(
      [conversation.status, conversation.kind, conversation.closeReason, conversation.operatorId],
      ['closed', 'outbound', 'outbound-template', undefined],
    )
    assert.deepEqual(conversation.bot, { id: centre.bot.id, name: 'Верба' })
    assert.equal(conversation.contact.name, 'Олег')
    const text = 'Заказ № 17\n\nЗдравствуйте, Олег! Заказ готов.\n\nВерба'
    assert.deepEqual(await centre.transcript(id), ['began', text, 'closed'])
    assert.ok(!(await shown()).includes(id), 'nobody has to work on it')

    await until(async () => (await viewOf(id)).messages[0]?.status === 'sent', 'it was sent')
    assert.deepEqual(shelf.rendered.at(-1)?.template?.values, values)
  })

  test('and what the customer answers is another conversation, linked to it', async () => {
    const { conversationId: id, number } = await sent('+79212222222')
    await centre.writes('+79212222222', 'спасибо')
    const next = await centre.conversationOf('+79212222222', (found) => found.id !== id)
    assert.equal(next.previousId, id)
    assert.equal(next.status, 'bot')
    assert.equal((await get(id)).status, 'closed')
    const [continued] = await centre.messages(next.id)
    assert.deepEqual(continued?.system?.parameters, { id, number: String(number) })

    const refused = await send('+79212222222')
    assert.deepEqual([refused.statusCode, errorOf(refused).code], [409, 'already-open'])
    assert.equal(errorOf(refused).facts?.conversationId, next.id)
  })

  test('whose button, pressed, opens one as well', async () => {
    const { conversationId: id, messageId } = await sent('+79213333333')
    const external = await until(async () => {
      const { rows } = await centre.database.query<{ external_id: string }>(
        'select external_id from external_messages where message_id = $1',
        [messageId],
      )
      return rows[0]?.external_id
    }, 'its external id')
    await centre.tell({
      type: 'press',
      id: 'press-1',
      messageId: external,
      value: 'Заберу сегодня',
      thread: { id: '+79213333333' },
      from: { address: '+79213333333', name: 'Пётр' },
      at: centre.clock.now().toISOString(),
    })
    const next = await centre.conversationOf('+79213333333', (found) => found.id !== id)
    assert.equal(next.previousId, id)
    assert.equal(next.status, 'bot')
    const pressed = (await centre.messages(id)).find((each) => each.id === messageId)
    assert.ok(pressed?.buttons?.rows[0]?.[0]?.pressedAt)
  })

  test('once, however often the same is asked', async () => {
    const more = { clientId: 'call-of-monday' }
    const answers = await Promise.all([
      send('+79214444444', more),
      send('+79214444444', more),
      send('+79214444444', { ...more, clientId: 'call-of-tuesday' }),
    ])
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 201, 201])
    const again = await send('+79214444444', more)
    assert.equal(again.statusCode, 200)
    const ids = answers.map((answer) => (answer.json() as ProgramTemplateSent).conversationId)
    assert.equal(new Set(ids).size, 2)
    assert.ok(ids.includes((again.json() as ProgramTemplateSent).conversationId))
  })

  test('is refused where a value is missing, and where it is none of its business', async () => {
    const partial = await send('+79215555555', { values: { ...values, 'body.1': ' ' } })
    assert.deepEqual(Object.keys(errorOf(partial).fields ?? {}), ['values.body.1'])
    assert.equal(errorOf(await send('восемь')).fields?.phone?.code, 'invalid')
    assert.equal((await send('+79215555555', { templateId: nowhere })).statusCode, 404)
    assert.equal((await send('+79215555555', { channelId: nowhere })).statusCode, 404)
    const { content } = aTemplate()
    const image = await approved({
      name: 'with_image',
      content: { ...content, header: { kind: 'image' } },
    })
    const withFile = await send('+79215555555', { templateId: image.id })
    assert.deepEqual(Object.keys(errorOf(withFile).fields ?? {}), ['templateId'])

    const list = (await centre.calls('GET', 'templates')).json() as ProgramTemplate[]
    assert.deepEqual(list, [
      {
        channelId: centre.channelId,
        channelName: 'Верба',
        templateId: template.id,
        name: 'order_ready',
        language: 'ru',
        text: 'Здравствуйте, {{1}}! Заказ готов.',
        variables: ['header.1', 'body.1', 'buttons.1.1'],
      },
    ])

    const { browser } = centre.owner
    const other = await browser.send('POST', '/api/v1/bots', { kind: 'scenario', name: 'Другой' })
    const { key } = (await browser.send('POST', `/api/v1/bots/${other.json().id}/key`)).json()
    const foreign = await send('+79215555555', {}, key)
    assert.deepEqual((await centre.calls('GET', 'templates', undefined, key)).json(), [])
    assert.deepEqual([foreign.statusCode, errorOf(foreign).code], [403, 'not-its-channel'])
    assert.deepEqual(await idsOf('+79215555555'), [])
  })

  test('by a bot of off hours as well, and by none that is switched off', async () => {
    const rulesPath = `/api/v1/channels/${centre.channelId}/rules`
    const { browser } = centre.owner
    const { version } = (await browser.get(rulesPath)).json<ChannelRules>()
    const edited = await browser.send('PATCH', rulesPath, {
      version,
      receiver: { kind: 'team', id: centre.teamId },
      offHours: { bot: true, autoReplies: false, botId: centre.bot.id },
    })
    assert.equal(edited.statusCode, 200, edited.body)
    await sent('+79216666666')
    const path = `/api/v1/bots/${centre.bot.id}`
    const { version: of } = (await browser.get(path)).json<Bot>()
    await browser.send('PATCH', path, { version: of, isEnabled: false })
    assert.equal(errorOf(await send('+79217777777')).code, 'bot-unavailable')
  })
})

const viewOf = async (id: string): Promise<ProgramView> =>
  (await centre.calls('GET', `conversations/${id}`)).json()

async function idsOf(thread: string): Promise<string[]> {
  const { rows } = await centre.database.query<{ id: string }>(
    'select id from conversations where thread = $1',
    [thread],
  )
  return rows.map(({ id }) => id)
}
