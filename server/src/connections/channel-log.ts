import type { Database } from '../database/index.ts'
import type { Call } from '../lib/platform-fetch.ts'
import { withoutSecrets } from './channel-secrets.ts'

/** Answers «why did it not arrive?». Written in groups, and lost rather than waited for. */
export interface ChannelLog {
  add(owner: { accountId: string; channelId: string }, call: Call, secrets: string[]): void
  flush(): Promise<void>
}

interface Entry {
  accountId: string
  channelId: string
  what: string
  status: string
  durationMs: number
  isFailure: boolean
  detail: string | null
}

const FLUSH_AFTER_MS = 300
const MOST_KEPT = 5000
/** No answer of a platform takes this long, but for one that waited for news and had none. */
const LONG_POLL_MS = 15_000

export function createChannelLog(database: Database): ChannelLog {
  let entries: Entry[] = []
  let timer: NodeJS.Timeout | undefined

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const batch = entries
    entries = []
    if (batch.length === 0) return
    await database
      .query(
        `insert into channel_log (account_id, channel_id, direction, what, status, duration_ms, is_failure, detail)
         select "accountId", "channelId", 'out', what, status, "durationMs", "isFailure", detail
         from jsonb_to_recordset($1) as e ("accountId" uuid, "channelId" uuid, what text, status text,
           "durationMs" integer, "isFailure" boolean, detail text)`,
        [JSON.stringify(batch)],
      )
      // A log that cannot be written must not stop what it tells about.
      .catch(() => {})
  }

  return {
    add(owner, call, secrets) {
      if (entries.length >= MOST_KEPT || isEmptyQuestion(call)) return
      entries.push({
        ...owner,
        what: `${call.method} ${withoutSecrets(call.url.pathname, secrets)}`,
        status: call.status === undefined ? (call.problem ?? 'no answer') : String(call.status),
        durationMs: call.durationMs,
        isFailure: call.status === undefined || call.status >= 400,
        detail: null,
      })
      timer ??= setTimeout(() => void flush(), FLUSH_AFTER_MS)
    },
    flush,
  }
}

/** Asking in vain is what polling mostly does: it would bury everything else. */
const isEmptyQuestion = ({ status, durationMs }: Call) =>
  status === 200 && durationMs >= LONG_POLL_MS
