import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'

import type { Centre } from './centre.ts'
import { createSessions, type Session } from './sessions.ts'

/** What people at their workplaces did until they were told to stop. */
export interface Done {
  answers: number
  closes: number
  arrivals: number
  refused: number
}

interface Pace {
  answersPerSecond: number
  /** Of so many answers one ends the conversation. */
  answersToClose: number
  /** Somebody leaves and comes back, with all that is open loaded anew. */
  arriveEveryMs: number
}

/** Operators who answer what they hold, close some of it, and come and go. */
export async function openPeople(centre: Centre, pace: Pace) {
  const done: Done = { answers: 0, closes: 0, arrivals: 0, refused: 0 }
  const { rows } = await centre.database.query(
    `select count(*)::int as count from operators where online_until = 'infinity'`,
  )
  const sessions = await createSessions(centre, rows[0].count)
  const cookieOf = new Map(sessions.map(({ operatorId, cookie }) => [operatorId, cookie]))
  const sockets = await Promise.all(sessions.map((session) => takeSeat(centre, session)))
  let isOver = false

  async function answerOne(): Promise<void> {
    const { rows: held } = await centre.database.query<{ id: string; operator_id: string }>(
      `select id, load_operator_id as operator_id from conversations
       where status = 'assigned' order by random() limit 1`,
    )
    const cookie = held[0] && cookieOf.get(held[0].operator_id)
    if (!held[0] || !cookie) return
    const path = `/api/v1/conversations/${held[0].id}`
    const text = 'Здравствуйте! Диван привезут в четверг, с десяти до двух.'
    const said = { clientId: randomUUID(), kind: 'message', text }
    if (!(await post(centre, { path: `${path}/messages`, cookie, body: said }))) done.refused++
    else if (++done.answers % pace.answersToClose === 0) {
      if (await post(centre, { path: `${path}/closure`, cookie, body: {} })) done.closes++
    }
  }

  async function comeBack(): Promise<void> {
    const place = done.arrivals++ % sockets.length
    sockets[place]?.terminate()
    const session = sessions[place]
    if (session) sockets[place] = await takeSeat(centre, session)
  }

  async function repeat(everyMs: number, act: () => Promise<void>): Promise<void> {
    while (!isOver) {
      await act()
      await sleep(everyMs)
    }
  }

  const work = Promise.all([
    repeat(1000 / pace.answersPerSecond, answerOne),
    repeat(pace.arriveEveryMs, comeBack),
  ])
  return {
    done,
    async leave() {
      isOver = true
      await work
      for (const socket of sockets) socket.terminate()
    },
  }
}

/** As a browser does it: the state, and from its number on the feed. */
async function takeSeat({ feed }: Centre, { cookie }: Session): Promise<WebSocket> {
  const headers = { cookie, origin: feed.origin }
  const answer = await fetch(`${feed.origin}/api/v1/snapshot`, { headers })
  const { number } = (await answer.json()) as { number: number }
  const socket = new WebSocket(feed.url.replace('since=0', `since=${number}`), { headers })
  socket.on('message', () => {})
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return socket
}

async function post(
  { feed: { origin } }: Centre,
  { path, cookie, body }: { path: string; cookie: string; body: object },
): Promise<boolean> {
  const answer = await fetch(origin + path, {
    method: 'POST',
    headers: { origin, cookie, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  await answer.arrayBuffer()
  return answer.ok
}
