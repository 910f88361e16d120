import type { Snapshot } from '@otklik/protocol'
import type { ChannelRules } from '@otklik/protocol/settings'

import type { Client } from '../kit/index.ts'

/** What the company says by itself, on every channel. */
export const AUTO_REPLIES = [
  { text: 'Сотрудники скоро ответят', delayS: 2 },
  { text: 'Вы у нас первые в очереди', delayS: 5 },
]
export const CLOSING_TEXT = 'Спасибо за обращение!'

/** What a platform says when it has too much to do. */
export const RETRY_AFTER_S = 3

export async function setRules(client: Client): Promise<void> {
  const { channels } = await client.ask<Snapshot>('GET', '/api/v1/snapshot')
  for (const { id } of channels) {
    const path = `/api/v1/channels/${id}/rules`
    const { version } = await client.ask<ChannelRules>('GET', path)
    await client.ask('PATCH', path, {
      version,
      autoReplies: AUTO_REPLIES,
      isClosingTextShown: true,
      closingText: CLOSING_TEXT,
    })
  }
}
