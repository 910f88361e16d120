import type { Chat, Message } from '../whatsapp-network/model.ts'
import type { WhatsApp } from './whatsapp.ts'

/** The company has read the chat, up to and with this message. */
export function readAll({ network }: WhatsApp, chat: Chat, last: Message): void {
  const now = network.clock.now()
  for (const message of chat.messages.values()) {
    if (message.from === 'person' && message.companyReadAt === undefined) {
      message.companyReadAt = now
      network.world.saveMessage(chat, message)
    }
    if (message === last) break
  }
  network.touch(chat)
}
