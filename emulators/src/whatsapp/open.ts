import type { Surroundings } from '../emulator.ts'
import type { Chat, Message } from '../whatsapp-network/model.ts'
import {
  clearNetwork,
  loadNetwork,
  makeNetwork,
  type Provider,
} from '../whatsapp-network/network.ts'
import { advance } from '../whatsapp-network/progress.ts'
import { Limits } from './limits.ts'
import { Registry } from './registry.ts'
import { newMessageId, publish, sceneOf } from './scene.ts'
import { resumeLink } from './sending/links.ts'
import {
  tellDeleted,
  tellEdited,
  tellPreferred,
  tellReacted,
  tellRenumbered,
} from './webhooks/events.ts'
import { Publisher } from './webhooks/publisher.ts'
import { messageValue, statusValue } from './webhooks/values.ts'
import type { WhatsApp } from './whatsapp.ts'

/** After a month an undelivered message is dropped without a word. */
const UNDELIVERED_LIVES_MS = 30 * 24 * 3600_000

export async function openWhatsApp(around: Surroundings): Promise<WhatsApp> {
  const registry = new Registry(around.shelf)
  const provider: Provider = {
    findLine: (id) => registry.numbers.find(id),
    lines: () => registry.numbers.list(),
    newMessageId,
    keepsMs: UNDELIVERED_LIVES_MS,
    refuseLate: (code = 131026) => ({ code }),
    received: (chat, message) => tellReceived(whatsapp, chat, message),
    statusChanged: (chat, message) => tellStatus(whatsapp, chat, message),
    edited: (chat, message) => tellEdited(whatsapp, chat, message),
    deleted: (chat, message) => tellDeleted(whatsapp, chat, message),
    reacted: (chat, message) => tellReacted(whatsapp, chat, message),
    renumbered: (chat, before) => tellRenumbered(whatsapp, chat, before),
    preferred: (chat) => tellPreferred(whatsapp, chat),
  }
  const network = makeNetwork(around, 'whatsapp', provider)
  const whatsapp: WhatsApp = {
    network,
    registry,
    publisher: new Publisher(network, registry),
    limits: new Limits(around.clock),
    origin: () => '',
  }
  registry.load()
  await loadNetwork(network)
  whatsapp.publisher.courier.load()
  resume(whatsapp)
  return whatsapp
}

/** What was on its way when the process ended goes on. */
function resume(whatsapp: WhatsApp): void {
  const { network } = whatsapp
  for (const chat of network.world.chats())
    for (const message of chat.messages.values())
      if (message.note?.link) void resumeLink(whatsapp, chat, message)
      else advance(network, chat, message)
}

export async function clearWhatsApp(whatsapp: WhatsApp): Promise<void> {
  whatsapp.publisher.courier.clear()
  whatsapp.registry.clear()
  whatsapp.limits.clear()
  await clearNetwork(whatsapp.network)
  whatsapp.network.live.touch('whatsapp/people')
}

function tellReceived(whatsapp: WhatsApp, chat: Chat, message: Message): void {
  const scene = sceneOf(whatsapp, chat)
  if (!scene) return
  const value = messageValue(scene, message)
  publish(whatsapp, scene, {
    kind: `messages ${message.content.kind}`,
    value,
    messages: [message.id],
  })
}

function tellStatus(whatsapp: WhatsApp, chat: Chat, message: Message): void {
  const scene = sceneOf(whatsapp, chat)
  if (!scene) return
  const { note = {} } = message
  message.note = note
  note.statusAt = whatsapp.network.clock.now()
  const app = whatsapp.registry.apps.find(scene.account.subscriptions[0]?.app ?? '')
  const value = statusValue(scene, message, app)
  if (message.status === 'delivered') note.wasDelivered = true
  if (!note.isPassing) whatsapp.network.world.saveMessage(chat, message)
  publish(whatsapp, scene, { kind: `statuses ${message.status}`, value })
}
