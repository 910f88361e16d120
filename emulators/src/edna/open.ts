import { randomInt } from 'node:crypto'
import type { Surroundings } from '../emulator.ts'
import type { Chat, Message } from '../whatsapp-network/model.ts'
import {
  clearNetwork,
  loadNetwork,
  makeNetwork,
  type Provider,
  personOf,
} from '../whatsapp-network/network.ts'
import { advance } from '../whatsapp-network/progress.ts'
import { makeCourier, toIso } from './callbacks.ts'
import { type Edna, Registry } from './edna.ts'
import { tellReceived } from './inbound.ts'
import { buttonsOf } from './matching.ts'
import { resumeLink } from './send.ts'
import { tellMessageStatus } from './statuses.ts'

const UNDELIVERED_LIVES_MS = 24 * 3600_000

export async function openEdna(around: Surroundings): Promise<Edna> {
  const registry = new Registry(around.shelf)
  const provider: Provider = {
    findLine: (id) => registry.subjects.find(id),
    lines: () => registry.subjects.list(),
    newMessageId: () => String(randomInt(10 ** 6, 2 ** 47)),
    keepsMs: UNDELIVERED_LIVES_MS,
    expired: { code: 'expired' },
    refuseLate: (code = 'not-whatsapp-user') => ({ code }),
    received: (chat, message) => tellReceived(edna, chat, message),
    statusChanged: (chat, message) => tellMessageStatus(edna, chat, message),
    pressedLink: (chat, message, index) => tellClick(edna, chat, message, index),
  }
  const network = makeNetwork(around, 'edna', provider)
  const courier = makeCourier(network, registry)
  const edna: Edna = { network, registry, courier, origin: () => '' }
  registry.load()
  await loadNetwork(network)
  courier.load()
  for (const chat of network.world.chats())
    for (const message of chat.messages.values())
      if (message.note?.link) void resumeLink(edna, chat, message)
      else advance(network, chat, message)
  return edna
}

export async function clearEdna({ courier, registry, network }: Edna): Promise<void> {
  courier.clear()
  registry.clear()
  await clearNetwork(network)
  network.live.touch('edna/people')
}

/** Of links in templates that collect clicks, and where an address for it was given. */
function tellClick(edna: Edna, chat: Chat, message: Message, index: number): void {
  const subject = edna.registry.subjects.find(chat.line)
  const matcher = edna.registry.matchers.find(String(message.note?.matcherId))
  const collects = matcher && buttonsOf(matcher.content)[index]?.shouldCollectClicks
  if (!subject?.clickCallbackUrl || !matcher || !collects) return
  const body = {
    ...{ type: 'short_link_visited', version: 'v1', timestamp: toIso(edna.network.clock.now()) },
    payload: {
      ...{ sender: subject.subject, templateId: matcher.id, channelType: 'WHATSAPP' },
      outMessageId: Number(message.id),
      phone: personOf(edna.network, chat).phone,
      url: message.content.buttons![index]!.url?.replace(/^https?:\/\//, ''),
      shortLink: message.id.slice(-5),
      requestId: message.note?.requestId,
    },
  }
  edna.courier.send({
    ...{ line: subject.id, person: chat.person, kind: 'short_link_visited', signer: subject.id },
    ...{ url: subject.clickCallbackUrl, body: JSON.stringify(body), messages: [] },
  })
}
