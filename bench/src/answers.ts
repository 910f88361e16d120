import { randomUUID } from 'node:crypto'

import type { Centre } from './centre.ts'
import { measured } from './measured.ts'
import { createSessions, type Session } from './sessions.ts'
import { figure, type Line } from './table.ts'

const ANSWERS = 1500
/** So many are being accepted at once. */
const AT_ONCE = 32
/** Nobody may ask the API more often than ten times a second: the sessions are many people's. */
const SESSIONS = 40

interface Held {
  id: string
  operator_id: string
}

/** How fast answers leave: from the first one accepted until the platform has taken the last. */
export async function measureAnswers(centre: Centre): Promise<Line[]> {
  const { database, processes } = centre
  const sessions = await createSessions(centre, SESSIONS)
  const { rows: held } = await database.query<Held>(
    `select id, load_operator_id as operator_id from conversations
     where status = 'assigned' order by id limit $1`,
    [ANSWERS],
  )
  const startedAt = performance.now()
  let acceptedMs = 0
  const work = await measured(processes, async () => {
    await answerAll(centre, held, sessions)
    acceptedMs = performance.now() - startedAt
    await allAreSent(centre, held)
    return performance.now() - startedAt
  })
  const count = held.length
  return [
    figure('answers, accepted', (count / acceptedMs) * 1000, 'a second'),
    figure('  taken by the platform', (count / work.result) * 1000, 'a second'),
    figure('  Node per answer', work.serverCpuMs / count, 'ms CPU'),
    figure('  database per answer', work.databaseCpuMs / count, 'ms CPU'),
  ]
}

async function answerAll({ feed }: Centre, held: Held[], sessions: Session[]): Promise<void> {
  const cookieOf = new Map(sessions.map(({ operatorId, cookie }) => [operatorId, cookie]))
  const waiting = held.values()
  const text = 'Здравствуйте! Диван привезут в четверг, с десяти до двух.'
  const work = async () => {
    for (const { id, operator_id: operatorId } of waiting) {
      const { origin } = feed
      const answer = await fetch(`${origin}/api/v1/conversations/${id}/messages`, {
        method: 'POST',
        headers: {
          ...{ origin, 'content-type': 'application/json' },
          cookie: cookieOf.get(operatorId) ?? '',
        },
        body: JSON.stringify({ clientId: randomUUID(), kind: 'message', text }),
      })
      if (!answer.ok) throw new Error(`an answer: ${answer.status} ${await answer.text()}`)
      await answer.arrayBuffer()
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

const allAreSent = ({ reach }: Centre, held: Held[]): Promise<number> =>
  reach(
    held.length,
    `status = 'assigned' and exists (
       select from messages m where m.account_id = conversations.account_id
         and m.conversation_id = conversations.id and m.author_type = 'operator'
         and m.status = 'sent')`,
  )
