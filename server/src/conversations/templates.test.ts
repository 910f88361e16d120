import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Message } from '@otklik/protocol'
import type { Template } from '@otklik/protocol/settings'

import {
  addTrialPlatform,
  aTemplate,
  createTrialCentre,
  platformWithTemplates,
  TemplateShelf,
  until,
} from '../testing/index.ts'

const DAY_MS = 24 * 3_600_000
const shelf = new TemplateShelf()
let centre: Awaited<ReturnType<typeof createTrialCentre>>
let template: Template
before(async () => {
  addTrialPlatform(platformWithTemplates(shelf))
  centre = await createTrialCentre()
  const { browser } = centre.owner
  const path = `/api/v1/channels/${centre.channelId}/templates`
  const { id } = (await browser.send('POST', path, aTemplate())).json()
  shelf.next = { state: 'approved' }
  template = (await browser.send('POST', `/api/v1/templates/${id}/submission`)).json()
})

let count = 0
const values = { 'header.1': '№ 17', 'body.1': 'Олег', 'buttons.1.1': 'track/17' }
const send = (conversationId: string, more: object = {}) =>
  centre.owner.browser.send('POST', `/api/v1/conversations/${conversationId}/messages`, {
    clientId: `template-${++count}`,
    kind: 'message',
    template: { id: template.id, values },
    ...more,
  })
const begin = (body: object) =>
  centre.owner.browser.send('POST', '/api/v1/conversations', {
    channelId: centre.channelId,
    clientId: `beginning-${++count}`,
    ...body,
  })
const transcript = async (id: string): Promise<Message[]> =>
  (await centre.owner.browser.get(`/api/v1/conversations/${id}/messages`)).json().messages
const upload = async () => {
  const boundary = 'part'
  const { cookie } = centre.owner.browser
  const answer = await centre.app.inject({
    method: 'POST',
    url: '/api/v1/files',
    headers: {
      cookie,
      origin: 'https://otklik.example',
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nтекст\r\n--${boundary}--\r\n`,
  })
  return answer
}

describe('a template', () => {
  test('[D-10] is sent when the reply window is closed, filled in', async () => {
    const id = await centre.conversationWith('Олег')
    centre.moveOn(DAY_MS + 1000)
    const free = await send(id, { template: undefined, text: 'Заказ готов' })
    assert.equal(free.json().error.code, 'window-closed')

    const answer = await send(id)
    assert.equal(answer.statusCode, 201, answer.body)
    const message: Message = answer.json()
    assert.equal(message.text, 'Заказ № 17\n\nЗдравствуйте, Олег! Заказ готов.\n\nВерба')
    assert.deepEqual(message.template, { name: 'order_ready' })
    assert.deepEqual(message.buttons?.rows.flat(), [
      { label: 'Заберу сегодня', value: 'Заберу сегодня' },
      { label: 'Отследить', url: 'https://verba.example/track/17' },
    ])
    // Nothing of the window cuts its time short: a day later it would still be tried.
    await until(
      async () => (await transcript(id)).find((each) => each.id === message.id)?.status === 'sent',
      'the template sent',
    )
    const sent = shelf.rendered.at(-1)
    assert.equal(sent?.template?.externalId, 'remote-1')
    assert.deepEqual(sent.template.values, values)
  })

  test('has its button marked by the press of the customer', async () => {
    const id = await centre.conversationWith('Павел')
    const message: Message = (await send(id)).json()
    const external = await until(async () => {
      const { rows } = await centre.database.query<{ external_id: string }>(
        'select external_id from external_messages where message_id = $1',
        [message.id],
      )
      return rows[0]?.external_id
    }, 'its external id')
    await centre.tell({
      type: 'press',
      id: 'press-1',
      messageId: external,
      value: 'Заберу сегодня',
      thread: { id: 'Павел' },
      from: { address: 'Павел', name: 'Павел' },
      at: new Date().toISOString(),
    })
    await until(
      async () =>
        (await transcript(id)).find((each) => each.id === message.id)?.buttons?.rows[0]?.[0]
          ?.pressedAt,
      'the pressed button',
    )
  })

  test('is not sent with a variable left out, nor with a file it has no place for', async () => {
    const id = await centre.conversationWith('Рита')
    const partial = await send(id, {
      template: { id: template.id, values: { ...values, 'body.1': ' ' } },
    })
    assert.deepEqual(Object.keys(partial.json().error.fields), ['template.values.body.1'])
    const long = await send(id, {
      template: { id: template.id, values: { ...values, 'body.1': 'я'.repeat(41) } },
    })
    assert.equal(long.json().error.fields['template.values.body.1'].code, 'too-long')
    const file = await upload()
    assert.equal(file.statusCode, 201, file.body)
    const withFile = await send(id, { fileIds: [file.json().id] })
    assert.equal(withFile.json().error.fields.fileIds.code, 'wrong-value')
  })

  test('is never a note, and has no text beside it', async () => {
    const id = await centre.conversationWith('Света')
    for (const more of [{ kind: 'note' }, { text: 'и ещё' }]) {
      assert.equal((await send(id, more)).json().error.fields.template.code, 'wrong-value')
    }
  })

  test('that is not approved now is not sent', async () => {
    const path = `/api/v1/channels/${centre.channelId}/templates`
    const { id: draft } = (
      await centre.owner.browser.send('POST', path, aTemplate({ name: 'draft' }))
    ).json()
    const id = await centre.conversationWith('Тимур')
    const answer = await send(id, { template: { id: draft, values } })
    assert.equal(answer.json().error.code, 'template-not-approved')
  })
})

describe('the company writes first', () => {
  test('by phone, with a template; free text is refused', async () => {
    const to = { phone: '+79211234567' }
    assert.equal((await begin({ to, text: 'Заказ готов' })).json().error.code, 'window-closed')
    assert.deepEqual(Object.keys((await begin({ to })).json().error.fields), ['text'])
    const answer = await begin({ to, template: { id: template.id, values } })
    assert.equal(answer.statusCode, 201, answer.body)
    assert.equal(answer.json().kind, 'outbound')
    const [began, first] = await transcript(answer.json().id)
    assert.equal(began?.system?.code, 'began')
    assert.deepEqual(first?.template, { name: 'order_ready' })

    const again = await begin({ to, template: { id: template.id, values } })
    assert.equal(again.json().error.code, 'already-open')
    assert.equal(again.json().error.facts.conversationId, answer.json().id)
  })
})
