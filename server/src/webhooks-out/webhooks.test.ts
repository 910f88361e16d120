import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  type Webhook as WebhookView,
  webhookDeliveryDetail,
  webhookDeliveryPage,
  webhookEvent,
} from '@otklik/protocol/settings'
import { Webhook } from 'standardwebhooks'

import type { Letter } from '../lib/mail.ts'
import {
  aWidget,
  openReceiver,
  openScene,
  type Received,
  type Receiver,
  type Scene,
  until,
} from '../testing/index.ts'
import { forgetVisits } from '../tracking/index.ts'
import { forgetOldEvents } from './forget-old-events.ts'

const HOUR_MS = 3_600_000
const LONG_MS = 30_000

let scene: Scene
let receiver: Receiver
const letters: Letter[] = []
before(async () => {
  receiver = await openReceiver()
  scene = await openScene('telegram', {
    letters,
    environment: { ALLOWED_WEBHOOK_HOSTS: receiver.host },
    // Receivers look at the time of a signature by clocks of their own.
    startsAt: Date.now(),
  })
})

const owner = () => scene.centre.owner.browser
const asked = async (name: string, text = 'здравствуйте') => {
  const person = await scene.centre.person(name)
  await person.does('text', { text })
  return scene.centre.conversationOf(name)
}

describe('a webhook', () => {
  let webhook: WebhookView & { secret: string }
  const path = () => `/api/v1/webhooks/${webhook.id}`
  const state = async () => (await owner().get(path())).json<WebhookView>()
  const log = async () =>
    webhookDeliveryPage.parse((await owner().get(`${path()}/deliveries`)).json()).deliveries
  const detail = async (eventId: string) =>
    webhookDeliveryDetail.parse((await owner().get(`${path()}/deliveries/${eventId}`)).json())
  const moveOn = (ms: number) => {
    scene.moveOn(ms)
    scene.centre.hints.send('webhooks', scene.centre.owner.accountId)
  }
  const edit = async (more: object) => {
    const { version } = await state()
    return owner().send('PATCH', path(), { version, ...more })
  }
  const verified = ({ body, headers }: Received, secret = webhook.secret) =>
    new Webhook(secret).verify(body, headers as Record<string, string>)
  const about = (id: string) => (each: Received) =>
    'conversation' in each.event.data && each.event.data.conversation.id === id

  test('[H-46] refuses addresses inside the network', async () => {
    const urls = {
      'http://example.com/hook': 'host-not-allowed',
      'https://127.0.0.1/hook': 'host-not-allowed',
      'https://169.254.169.254/latest': 'host-not-allowed',
      'https://[::1]/': 'host-not-allowed',
      'https://user:password@example.com/': 'wrong-address',
      'ftp://example.com/': 'wrong-address',
      'not an address': 'wrong-address',
    }
    for (const [url, code] of Object.entries(urls)) {
      const body = { name: 'CRM', url, events: ['message.received'] }
      const answer = await owner().send('POST', '/api/v1/webhooks', body)
      assert.deepEqual([answer.statusCode, answer.json().error.fields?.url?.code], [422, code], url)
    }
  })

  test('tells what happens, in order, signed so that Standard Webhooks believes it', async () => {
    const made = await owner().send('POST', '/api/v1/webhooks', {
      ...{ name: 'CRM', url: receiver.url },
      events: webhookEvent.options
        .flatMap(({ shape }) => [...shape.type.values] as string[])
        .filter((type) => type !== 'webhook.test'),
    })
    assert.equal(made.statusCode, 201, made.body)
    webhook = made.json()
    const { id } = await asked('Вера', 'где мой заказ?')
    await scene.write(id, 'уже едет')
    await receiver.told('message.sent', about(id))
    await scene.act('POST', id, 'closure')
    scene.moveOn(9000)
    await receiver.told('conversation.closed', about(id))
    const told = receiver.received.filter(about(id))
    for (const each of told) {
      assert.deepEqual(verified(each), JSON.parse(each.body))
      webhookEvent.parse(each.event)
    }
    const types = told.map(({ event }) => event.type)
    assert.deepEqual(types, [
      ...['conversation.created', 'message.received', 'conversation.assigned'],
      ...['message.sent', 'conversation.closed'],
    ])
    const orders = told.map(({ event }) => event.order)
    assert.deepEqual(
      orders,
      [...orders].sort((a, b) => a - b),
    )
    const stored = await owner().get(path())
    assert.equal(stored.body.includes('whsec_'), false)
  })

  test('[WA-24] tells which visit a customer came of, whole to the receiver and masked in the log', async () => {
    const { accountId } = scene.centre.owner
    await owner().send('PUT', '/api/v1/modules/call-tracking', { isOn: true })
    const site = 'https://verba.example'
    const { id: trackerId, key } = (
      await owner().send('POST', '/api/v1/trackers', { name: 'Сайт', sites: [site] })
    ).json()
    const widgetIds = [await aWidget(scene.centre, accountId)]
    await owner().send('PATCH', `/api/v1/trackers/${trackerId}`, { version: 1, widgetIds })
    const marks = new URLSearchParams({
      ...{ utm_source: '=1+1', utm_medium: '<b>cpc</b>', utm_campaign: 'autumn' },
      ...{ utm_term: '+79217654321', utm_content: 'banner-2', yclid: '7214000000000001' },
    })
    const { number } = (
      await scene.centre.app.inject({
        method: 'POST',
        url: `/tracking/${key}/visits`,
        headers: { origin: site, 'content-type': 'text/plain;charset=UTF-8' },
        payload: JSON.stringify({
          ...{ url: `${site}/cakes?${marks}`, title: 'Торты', referrer: 'https://ya.ru/?q=1' },
        }),
      })
    ).json()
    const { id, visit } = await asked('Лидия', `заявка ${number}`)
    assert.equal(visit?.number, number)
    const told = {
      ...{ number, source: '=1+1', medium: '<b>cpc</b>', campaign: 'autumn', term: '+79217654321' },
      ...{
        content: 'banner-2',
        referrer: 'https://ya.ru/',
        clickIds: { yclid: '7214000000000001' },
      },
      page: { title: 'Торты', url: `${site}/cakes` },
    }
    const begun = await receiver.told('conversation.created', about(id))
    const received = await receiver.told('message.received', about(id))
    for (const { body, event } of [begun, received]) {
      webhookEvent.parse(event)
      assert.partialDeepStrictEqual(JSON.parse(body).data.conversation.visit, told)
    }
    const { body: logged } = await detail(begun.id)
    assert.equal(/79217654321|7214000000000001/.test(logged), false)
    assert.partialDeepStrictEqual(JSON.parse(logged).data.conversation.visit, {
      ...{ number, campaign: 'autumn', clickIds: { yclid: '•••' } },
    })
    // What call tracking forgets is told no more; where the conversation came from stays.
    await forgetVisits(
      scene.centre.database,
      new Date(scene.centre.clock.now().getTime() + 1000 * 24 * HOUR_MS),
    )
    await scene.write(id, 'здравствуйте, Лидия')
    const later = JSON.parse((await receiver.told('message.sent', about(id))).body)
    const { clickIds, term, ...kept } = later.data.conversation.visit
    assert.deepEqual([clickIds, term, kept.campaign], [undefined, undefined, 'autumn'])
  })

  test('tells nothing twice, whatever is read again', async () => {
    await until(async () => (await state()).waiting === 0, 'nothing to wait', LONG_MS)
    const { length } = receiver.received
    await scene.centre.database.query('update webhook_cursors set number = 0')
    scene.centre.hints.send('feed', scene.centre.owner.accountId)
    await until(
      async () => {
        const { rows } = await scene.centre.database.query<{ number: number }>(
          'select number from webhook_cursors where account_id = $1',
          [scene.centre.owner.accountId],
        )
        return rows[0]!.number > 0
      },
      'the feed to be read',
      LONG_MS,
    )
    // What was there before the webhook is new to it; what it was told is not told again.
    await until(async () => (await state()).waiting === 0, 'nothing to wait', LONG_MS)
    const again = receiver.received.slice(length).map(({ id }) => id)
    const before = new Set(receiver.received.slice(0, length).map(({ id }) => id))
    assert.deepEqual(
      again.filter((id) => before.has(id)),
      [],
    )
  })

  test('[H-46] tries again with the same id, and follows no redirect inside', async () => {
    receiver.answer = { status: 302, headers: { location: `${receiver.url}/inside` } }
    const { id } = await asked('Инна')
    const first = await receiver.told('conversation.created', about(id))
    const failed = await until(
      async () => (await log()).find(({ eventId, last }) => eventId === first.id && last),
      'the attempt to be written down',
      LONG_MS,
    )
    assert.deepEqual([failed.state, failed.last?.failure], ['waiting', 'redirect'])
    assert.ok(Date.parse(failed.nextAt!) > scene.centre.clock.now().getTime())
    assert.equal(receiver.received.filter(about(id)).length, 1, 'the next waits behind it')
    receiver.answer = { status: 200, body: 'thanks' }
    moveOn(7000)
    const received = await receiver.told('message.received', about(id))
    assert.equal(verified(received) !== undefined, true)
    const tries = receiver.received.filter((each) => each.id === first.id)
    assert.deepEqual([tries.length, tries[0]!.body === tries[1]!.body], [2, true])
    const { attempts, body } = await until(
      async () => {
        const found = await detail(first.id)
        return found.state === 'delivered' && found
      },
      'it to be delivered',
      LONG_MS,
    )
    assert.deepEqual(
      attempts.map(({ status, failure, answer }) => [status, failure, answer]),
      [
        [200, undefined, 'thanks'],
        [undefined, 'redirect', ''],
      ],
    )
    assert.ok(body.includes('conversation.created'))
  })

  test('signs with both secrets for a day after they were exchanged', async () => {
    const former = webhook.secret
    const rotated = await owner().send('POST', `${path()}/secret`)
    webhook.secret = rotated.json().secret
    assert.notEqual(former, webhook.secret)
    const { id } = await asked('Зоя')
    const told = await receiver.told('message.received', about(id))
    assert.ok(verified(told) && verified(told, former))
  })

  test('masks in its log what leads to a customer, and forgets whom we forget', async () => {
    const { contact } = await scene.centre.conversationOf('Зоя')
    const card = (await owner().get(`/api/v1/contacts/${contact.id}`)).json()
    await owner().send('PATCH', `/api/v1/contacts/${contact.id}`, {
      version: card.version,
      phone: '+79211234567',
      email: 'zoya@example.com',
    })
    const told = await receiver.told('contact.changed', ({ body }) => body.includes('zoya@'))
    assert.ok(told.body.includes('+79211234567'))
    const { body } = await detail(told.id)
    assert.equal(body.includes('79211234567') || body.includes('zoya@'), false)
    const erased = await owner().send('POST', `/api/v1/contacts/${contact.id}/erasure`, {
      confirmation: 'удалить',
    })
    assert.equal(erased.statusCode, 204, erased.body)
    await receiver.told('contact.erased')
    assert.equal((await owner().get(`${path()}/deliveries/${told.id}`)).statusCode, 404)
    const { rows } = await scene.centre.database.query(
      `select from webhook_events where contact_id = $1 and type <> 'contact.erased'`,
      [contact.id],
    )
    assert.equal(rows.length, 0)
  })

  test('is switched off after three days in vain, administrators are told, and nothing is lost', async () => {
    receiver.answer = { status: 500, body: 'no' }
    const { id } = await asked('Пётр')
    const first = await receiver.told('conversation.created', about(id))
    for (let day = 0; day < 8; day++) {
      moveOn(12 * HOUR_MS)
      await until(
        async () => (await detail(first.id)).tries > day + 1 || (await state()).state === 'failed',
        'a try',
        LONG_MS,
      )
      if ((await state()).state === 'failed') break
    }
    assert.equal((await state()).state, 'failed')
    await until(
      () => letters.some(({ subject }) => subject.includes('Вебхук «CRM» выключен')),
      'a letter',
      LONG_MS,
    )
    const { troubles } = await scene.centre.snapshot(scene.centre.owner)
    assert.deepEqual(
      troubles.filter(({ kind }) => kind === 'webhook-off').map((each) => each.webhook?.name),
      ['CRM'],
    )
    const { waiting } = await state()
    const { id: meanwhile } = await asked('Марк')
    await until(async () => (await state()).waiting > waiting, 'what happens to gather', LONG_MS)
    receiver.answer = { status: 204 }
    assert.equal(
      (await owner().send('POST', `${path()}/replays`, { eventId: first.id })).statusCode,
      409,
    )
    const tested = await owner().send('POST', `${path()}/test`)
    assert.equal(tested.json().state, 'delivered', tested.body)
    assert.equal((await edit({ isOn: true })).statusCode, 200)
    await receiver.told('conversation.created', about(meanwhile))
    const replayed = await owner().send('POST', `${path()}/replays`, { eventId: first.id })
    assert.deepEqual([replayed.statusCode, replayed.json()], [202, { count: 1 }])
    await until(async () => (await detail(first.id)).state === 'delivered', 'the replay', LONG_MS)
    await until(
      async () => (await scene.centre.snapshot(scene.centre.owner)).troubles.length === 0,
      'the trouble to be over',
      LONG_MS,
    )
    const period = { from: new Date(0).toISOString(), to: scene.centre.clock.now().toISOString() }
    const { length } = receiver.received
    const all = await owner().send('POST', `${path()}/replays`, period)
    assert.ok(all.json().count > 5)
    await until(() => receiver.received.length >= length + all.json().count, 'all of it', LONG_MS)
  })

  test('keeps its log for as long as was chosen, and no longer', async () => {
    await until(async () => (await state()).waiting === 0, 'nothing to wait', LONG_MS)
    const { database, clock } = scene.centre
    const { keepDays } = await state()
    const after = (days: number) => new Date(clock.now().getTime() + days * 24 * HOUR_MS)
    const [newest] = await log()
    const at = Date.parse(newest!.at)
    assert.ok(clock.now().getTime() - at < 24 * HOUR_MS)
    await forgetOldEvents(database, after(keepDays - 1))
    assert.equal((await log())[0]?.eventId, newest?.eventId)
    await forgetOldEvents(database, after(keepDays + 1))
    assert.deepEqual(await log(), [])
    assert.equal((await owner().get(`${path()}/deliveries/${newest!.eventId}`)).statusCode, 404)
    const { rows } = await database.query('select from webhook_attempts')
    assert.equal(rows.length, 0)
  })

  test('is nobody else’s, and gone receivers end it at once', async () => {
    const stranger = await scene.centre.signUp('owner')
    for (const [method, url] of [
      ['PATCH', path()],
      ['DELETE', path()],
      ['POST', `${path()}/test`],
    ] as const) {
      const answer = await stranger.browser.send(method, url, { version: 1 })
      assert.ok([404, 422].includes(answer.statusCode), url)
    }
    assert.equal((await stranger.browser.get(`${path()}/deliveries`)).statusCode, 404)
    receiver.answer = { status: 410 }
    await asked('Глеб')
    await until(async () => (await state()).state === 'failed', 'it to be switched off', LONG_MS)
    assert.equal((await owner().send('DELETE', path())).statusCode, 204)
    assert.deepEqual((await owner().get('/api/v1/webhooks')).json(), [])
  })
})
