import type { FastifyBaseLogger } from 'fastify'

import { type Connecting, connectChannel } from '../connections/index.ts'
import { createPlatformFetch } from '../lib/platform-fetch.ts'

/** The demo company's bot, as BotFather would have made it. */
const bot = { name: 'Верба Мебель', username: 'verba_mebel_bot' }

const people = [
  { id: 5000000001, firstName: 'Олег', lastName: 'Тимофеев', username: 'oleg_timofeev' },
  { id: 5000000002, firstName: 'Марина', lastName: 'Ковалёва', username: 'marina_kov' },
  { id: 5000000003, firstName: 'Гульнара', lastName: 'Сафиуллина' },
]

/** Gives the demo account a channel in the sandbox, with three people who can write to it. */
export async function connectDemoChannel(
  connecting: Connecting,
  { accountId, sandboxUrl, log }: { accountId: string; sandboxUrl: string; log: FastifyBaseLogger },
): Promise<void> {
  const { rows } = await connecting.database.query(
    'select 1 from channels where account_id = $1 limit 1',
    [accountId],
  )
  if (rows.length > 0) return
  const control = `${sandboxUrl}/telegram/_control`
  const made = await post<{ id: string; token: string }>(`${control}/bots`, bot)
  for (const person of people) {
    await post(`${control}/people`, { ...person, languageCode: 'ru', bot: made.id })
  }
  await connectChannel(connecting, {
    author: { accountId },
    kind: 'telegram',
    settings: { token: made.token, apiUrl: 'sandbox' },
    signature: 'none',
  })
  log.info('the demo channel is connected to the sandbox')
}

async function post<Answer>(url: string, body: object): Promise<Answer> {
  const ask = createPlatformFetch({ allowedHosts: new Set([new URL(url).host]) })
  const answer = await ask(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`the sandbox answered ${answer.status}`)
  return (await answer.json()) as Answer
}
