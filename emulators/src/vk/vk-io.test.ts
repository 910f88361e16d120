import assert from 'node:assert/strict'
import { createServer, globalAgent } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { Keyboard, type MessageContext, VK } from 'vk-io'
import { makeSample } from '../samples.ts'
import { eventually, type Json } from '../test-kit.ts'
import { GROUP, KEY, type Network, openNetwork } from './test-kit.ts'

function openClient(network: Network, options: object = {}): VK {
  return new VK({
    token: KEY,
    apiBaseUrl: `${network.url}/method`,
    apiLimit: 20,
    agent: globalAgent as Json,
    pollingGroupId: GROUP,
    pollingWait: 500,
    ...options,
  } as Json)
}

const EVENTS = ['message_new', 'message_reply', 'message_event', 'market_comment_new']

test('vk-io hears by long poll and answers', async (t) => {
  const network = await openNetwork(t)
  await network.poll(...EVENTS)
  const client = openClient(network)
  client.updates.on('message_new', async (context: MessageContext) => {
    if (context.isOutbox) return
    await context.send(`Вы написали: ${context.text}`)
  })
  await client.updates.startPolling()
  t.after(() => client.updates.stop())
  const person = await network.person('Ирина')
  await person.do('text', { text: 'Есть «Осло» в сером?' })
  await eventually(
    async () => (await person.lastSeen()).text === 'Вы написали: Есть «Осло» в сером?',
  )
})

/** A client that knows the code, as its author would have copied it from the settings. */
async function openHookedClient(network: Network): Promise<VK> {
  const { code } = await network.result('groups.getCallbackConfirmationCode', { group_id: GROUP })
  return openClient(network, { webhookConfirmation: code, webhookSecret: 's3cr3t' })
}

async function openHook(t: TestContext, network: Network, client: VK): Promise<void> {
  const webhook = client.updates.getWebhookCallback('/hook')
  const server = createServer((request, response) => void webhook(request, response, () => {}))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  const { server_id } = await network.result('groups.addCallbackServer', {
    ...{ group_id: GROUP, url, title: 'Отклик', secret_key: 's3cr3t' },
  })
  await eventually(async () => {
    const { items } = await network.result('groups.getCallbackServers', { group_id: GROUP })
    return items[0].status === 'ok'
  })
  const flags = Object.fromEntries(EVENTS.map((name) => [name, 1]))
  await network.result('groups.setCallbackSettings', { group_id: GROUP, server_id, ...flags })
}

test('vk-io confirms a webhook and takes presses of its keyboards', async (t) => {
  const network = await openNetwork(t)
  const client = await openHookedClient(network)
  const heard: string[] = []
  client.updates.on('message_new', (context: MessageContext) => {
    heard.push(`${context.text} ${JSON.stringify(context.messagePayload ?? null)}`)
  })
  client.updates.on('message_event', async (context) => {
    heard.push(`press ${JSON.stringify(context.eventPayload)}`)
    await context.answer({ type: 'show_snackbar', text: 'Спасибо' })
  })
  await openHook(t, network, client)
  const person = await network.acquaintance('Ирина')
  const keyboard = Keyboard.builder()
    .textButton({ label: 'Велюр', payload: { cloth: 2 }, color: 'primary' })
    .callbackButton({ label: 'Оценить', payload: { csat: 5 } })
    .inline()
  await client.api.messages.send({ peer_id: person.id, random_id: 7, message: 'Ткань', keyboard })
  const { id } = await person.lastSeen()
  await person.do('press', { messageId: id, row: 0, column: 0 })
  await person.do('press', { messageId: id, row: 0, column: 1 })
  await eventually(() => heard.length === 3)
  assert.deepEqual(heard.sort(), ['press {"csat":5}', 'Велюр {"cloth":2}', 'Здравствуйте null'])
  await eventually(async () => (await person.sees()).notice?.text === 'Спасибо')
})

test('vk-io uploads a photo, a file and a voice message', async (t) => {
  const network = await openNetwork(t)
  const client = openClient(network)
  const person = await network.acquaintance('Ирина')
  const { bytes: picture } = await makeSample('photo')
  const { bytes: sound } = await makeSample('voice')
  const peer_id = person.id
  const photo = await client.upload.messagePhoto({ peer_id, source: { value: picture } })
  const doc = await client.upload.messageDocument({
    ...{ peer_id, title: 'Акт.txt' },
    source: { value: Buffer.from('текст'), filename: 'Акт.txt' },
  })
  const voice = await client.upload.audioMessage({ peer_id, source: { value: sound } })
  for (const attachment of [photo, doc, voice])
    await client.api.messages.send({ peer_id, random_id: 0, attachment: String(attachment) })
  const { messages } = await person.sees()
  const parts = messages.slice(-3).map((message: Json) => message.parts[0])
  assert.deepEqual(
    parts.map((part: Json) => part.kind),
    ['photo', 'file', 'audio'],
  )
  for (const part of parts) {
    const file = await fetch(network.emulators.url + (part.src ?? part.href))
    assert.equal(file.status, 200)
  }
})

test('vk-io understands refusals', async (t) => {
  const network = await openNetwork(t)
  const client = openClient(network)
  const stranger = await network.person('Павел')
  await assert.rejects(
    client.api.messages.send({ peer_id: stranger.id, random_id: 1, message: 'Здравствуйте' }),
    { code: 901 },
  )
})
