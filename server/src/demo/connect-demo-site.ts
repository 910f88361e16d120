import { catalogue } from '../channels/index.ts'
import { type Connecting, connectChannel } from '../connections/index.ts'
import { createPlatformFetch } from '../lib/platform-fetch.ts'

interface Demo {
  accountId: string
  sandboxUrl: string
}

/**
 * The demo company has a shop, which the sandbox shows, with a chat button on it. The shop is told
 * anew at every start whose button that is; a chat that was disconnected is not connected again.
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
    body: JSON.stringify({ siteKey: key }),
  })
  if (!answer.ok) throw new Error(`the shop of the sandbox answered ${answer.status}`)
}

async function connect(
  connecting: Connecting,
  { accountId, sandboxUrl }: Demo,
  kind: string,
): Promise<string | undefined> {
  const { port } = new URL(sandboxUrl)
  const made = await connectChannel(connecting, {
    author: { accountId },
    kind,
    settings: { name: 'Сайт', sites: `127.0.0.1:${port}, localhost:${port}` },
    signature: 'first-name',
  })
  return made.identity?.externalId
}
