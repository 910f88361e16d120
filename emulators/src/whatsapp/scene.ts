import { randomBytes } from 'node:crypto'
import type { Chat, Person } from '../whatsapp-network/model.ts'
import { personOf } from '../whatsapp-network/network.ts'
import { mediaUrl } from './media-url.ts'
import type { Account, BusinessNumber } from './model.ts'
import type { WhatsApp } from './whatsapp.ts'

/** Where something has happened. */
export interface Scene {
  account: Account
  number: BusinessNumber
  person: Person
  chat: Chat
  /** A link to a file, for those who have the token. */
  mediaUrl: (fileId: string) => string | undefined
  sha256: (fileId: string) => string
}

/** Opaque, and with `+`, `/` and `=` in it, which addresses must escape. */
export function newMessageId(): string {
  return `wamid.${Buffer.concat([Buffer.from('HBgL', 'base64'), randomBytes(34)]).toString('base64')}`
}

export function sceneOf(whatsapp: WhatsApp, chat: Chat): Scene | undefined {
  const { registry, network } = whatsapp
  const number = registry.numbers.find(chat.line)
  const account = number && registry.accounts.find(number.account)
  if (!number || !account) return undefined
  return {
    ...{ account, number, chat, person: personOf(network, chat) },
    mediaUrl: (fileId) => {
      const file = network.files.find(fileId)
      return file && mediaUrl(whatsapp, file)
    },
    sha256: (fileId) => network.files.findForPhone(fileId)?.sha256 ?? '',
  }
}

export interface News {
  field?: string
  kind: string
  value: Record<string, unknown>
  messages?: string[]
}

/** Tells the product about something in a chat. */
export function publish(whatsapp: WhatsApp, { account, chat }: Scene, news: News): void {
  const { field = 'messages', ...rest } = news
  whatsapp.publisher.publish({
    ...{ account: account.id, field, line: chat.line, person: chat.person },
    ...rest,
  })
}
