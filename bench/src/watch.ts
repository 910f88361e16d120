import { WebSocket } from 'ws'

import type { Centre } from './centre.ts'

interface Event {
  kind: string
  payload: {
    status?: string
    openedAt?: string
    at?: string
    system?: { code: string }
  }
}

/** How late an operator's screen hears of what happened by itself. */
export interface Watch {
  /** After the moment a deadline was due. */
  deadlineMs: number[]
  /** After the customer's first message was read. */
  assignedMs: number[]
  close(): void
}

export async function watch({ feed, database }: Centre): Promise<Watch> {
  const { rows } = await database.query('select feed_number as number from account_counters')
  const since = Number(rows[0].number)
  const socket = new WebSocket(feed.url.replace('since=0', `since=${since}`), {
    headers: { cookie: feed.cookie, origin: feed.origin },
  })
  const seen: Watch = { deadlineMs: [], assignedMs: [], close: () => socket.close() }
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as { type: string; events?: Event[] }
    if (frame.type === 'resync') throw new Error('the socket is too slow for this')
    const now = Date.now()
    for (const { kind, payload } of frame.events ?? []) {
      if (kind === 'message' && payload.system?.code === 'supervisors-told') {
        seen.deadlineMs.push(now - Date.parse(payload.at ?? ''))
      } else if (kind === 'conversation' && payload.status === 'assigned') {
        seen.assignedMs.push(now - Date.parse(payload.openedAt ?? ''))
      }
    }
  })
  await new Promise((resolve) => socket.once('open', resolve))
  return seen
}
