import { catalogue } from '../channels/index.ts'
import { type Connecting, connectChannel } from '../connections/index.ts'
import { createPlatformFetch } from '../lib/platform-fetch.ts'
import { switchModule } from '../modules/index.ts'
import { createTracker, editTracker } from '../tracking/index.ts'

interface Demo {
  accountId: string
  sandboxUrl: string
}

/**
 * The demo company has a shop, which the sandbox shows, with a chat button on it and a counter of its
 * visits. The shop is told anew at every start whose they are; a chat that was disconnected is not
 * connected again, nor a counter made again that was deleted.
 */
export async function connectDemoSite(connecting: Connecting, demo: Demo): Promise<void> {
  const { accountId, sandboxUrl } = demo
  const [kind] = [...catalogue.values()].filter(({ capabilities }) => capabilities.hasPanel)
  if (!kind) return
  const { rows } = await connecting.database.query<{ key: string | null; state: string }>(
    `select identity ->> 'externalId' as key, state from channels
     where account_id = $1 and kind = $2 order by created_at limit 1`,
    [accountId, kind.id],
  )
  const key = rows[0] ? rows[0].key : await connect(connecting, demo, kind.id)
  if (!key || rows[0]?.state === 'disconnected') return
  const ask = createPlatformFetch({ allowedHosts: new Set([new URL(sandboxUrl).host]) })
  const answer = await ask(`${sandboxUrl}/_control/shop`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ siteKey: key, trackerKey: await findCounter(connecting, accountId) }),
  })
  if (!answer.ok) throw new Error(`the shop of the sandbox answered ${answer.status}`)
}

async function connect(
  connecting: Connecting,
  { accountId, sandboxUrl }: Demo,
  kind: string,
): Promise<string | undefined> {
  const { port } = new URL(sandboxUrl)
  const sites = [`127.0.0.1:${port}`, `localhost:${port}`]
  const made = await connectChannel(connecting, {
    author: { accountId },
    kind,
    settings: { name: 'Сайт', sites: sites.join(', ') },
    signature: 'first-name',
  })
  await count(connecting, { accountId, widgetId: made.id, sites })
  return made.identity?.externalId
}

interface Counting {
  accountId: string
  widgetId: string
  sites: string[]
}

/** Visits of the shop, whose number the links of its chat button carry. */
async function count({ database }: Connecting, { accountId, widgetId, sites }: Counting) {
  const author = { accountId }
  await database.transaction(async (client) => {
    await switchModule(client, { author, name: 'call-tracking', isOn: true })
    const { id, version } = await createTracker(client, author, { name: 'Магазин', sites })
    await editTracker(client, { author, id }, { version, widgetIds: [widgetId] })
  })
}

async function findCounter({ database }: Connecting, accountId: string) {
  const { rows } = await database.query<{ key: string }>(
    'select key from trackers where account_id = $1 order by id limit 1',
    [accountId],
  )
  return rows[0]?.key
}
