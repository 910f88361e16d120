import { ChannelError } from '../channels/index.ts'
import type { Channels, OpenChannel } from '../connections/index.ts'
import { reportBroken } from '../connections/index.ts'
import type { Database } from '../database/index.ts'
import type { Hints } from '../lib/hints.ts'
import type { Duties } from '../processes/index.ts'

interface Options {
  database: Database
  channels: Channels
  duties: Duties
  hints: Hints
  onProblem(problem: string, facts: object): void
}

interface Polling {
  stop(): void
}

const LONGEST_PAUSE_MS = 30_000
const LOOK_EVERY_MS = 5000
/** With the growing pauses between them, about a minute. */
const MOST_CONFLICTS = 7

/**
 * Asks the platforms that cannot reach us. Updates enter through the same inbox; the cursor moves in
 * the transaction that stores them, so that a crash repeats updates and loses none.
 */
export function pollChannels(options: Options): { stop(): Promise<void> } {
  const { database, duties, hints } = options
  const pollers = new Map<string, Polling & { version: number; ended: Promise<void> }>()
  let isStopped = false

  async function look(): Promise<void> {
    const { rows } = await database.query<{ account_id: string; id: string; version: number }>(
      `select account_id, id, version from channels where state = 'working' and intake = 'polling'
       ${duties.andOwned('channels.account_id', 'channels.id')}`,
    )
    const wanted = new Map(rows.map((row) => [row.id, row]))
    for (const [id, poller] of pollers) {
      if (wanted.get(id)?.version !== poller.version) {
        poller.stop()
        pollers.delete(id)
        await poller.ended
      }
    }
    for (const [id, row] of wanted) {
      if (pollers.has(id) || isStopped) continue
      // One channel that does not open must not silence the others.
      await begin(id, row).catch((error: unknown) => {
        options.onProblem('a channel was not opened', { channelId: id, error: String(error) })
      })
    }
  }

  async function begin(id: string, row: { account_id: string; version: number }): Promise<void> {
    const channel = await options.channels.get(row.account_id, id, { version: row.version })
    if (!channel.connection.poll) return
    const poller = { version: row.version, ...poll(channel, options) }
    pollers.set(id, poller)
    // Ended by itself, as when the database went away: left here, it would never be begun again.
    void poller.ended.then(() => {
      if (pollers.get(id) === poller) pollers.delete(id)
    })
  }

  let looking = Promise.resolve()
  const lookAgain = () => {
    looking = looking.then(look).catch((error: unknown) => {
      options.onProblem('channels were not read', { error: String(error) })
    })
  }
  const timer = setInterval(lookAgain, LOOK_EVERY_MS)
  const deaf = hints.listen('channels', lookAgain)
  lookAgain()
  return {
    async stop() {
      isStopped = true
      clearInterval(timer)
      deaf()
      await looking
      for (const poller of pollers.values()) poller.stop()
      await Promise.all([...pollers.values()].map((poller) => poller.ended))
    },
  }
}

function poll(channel: OpenChannel, options: Options): Polling & { ended: Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping

  async function run(): Promise<void> {
    let cursor = await readCursor(options.database, channel)
    let failures = 0
    let conflicts = 0
    while (!signal.aborted) {
      try {
        const polled = await channel.connection.poll!(cursor, signal)
        await store(options, channel, polled)
        cursor = polled.cursor
        failures = 0
        conflicts = 0
      } catch (error) {
        if (signal.aborted) return
        if (error instanceof TakenOverError) throw error
        failures++
        if (isConflict(error)) conflicts++
        const isPassing = isConflict(error) && conflicts < MOST_CONFLICTS
        if (isFinal(error) && !isPassing)
          return await reportBroken(options, channel, error as ChannelError)
        options.onProblem('a channel could not be asked', { channelId: channel.id, failures })
        await pause(pauseAfter(error, failures), signal)
      }
    }
  }

  const ended = run().catch((error: unknown) => {
    options.onProblem('polling ended', { channelId: channel.id, error: String(error) })
  })
  return { ended, stop: () => stopping.abort() }
}

/** The platform refuses our credentials: asking again would not help. */
const isFinal = (error: unknown) =>
  error instanceof ChannelError && error.reason === 'misconfigured'

/** Somebody else asks as well. A restart overlaps with its predecessor so, and that passes. */
const isConflict = (error: unknown) => error instanceof ChannelError && error.code === '409'

function pauseAfter(error: unknown, failures: number): number {
  const wanted = error instanceof ChannelError ? (error.retryAfterMs ?? 0) : 0
  return Math.max(Math.min(500 * 2 ** failures, LONGEST_PAUSE_MS), wanted)
}

class TakenOverError extends Error {
  override readonly name = 'TakenOverError'

  constructor(channelId: string) {
    super(`another process asks for the channel ${channelId}`)
  }
}

async function readCursor(database: Database, channel: OpenChannel): Promise<string | undefined> {
  const { rows } = await database.query<{ poll_cursor: string | null }>(
    'select poll_cursor from channels where account_id = $1 and id = $2',
    [channel.accountId, channel.id],
  )
  return rows[0]?.poll_cursor ?? undefined
}

/** Nothing is kept of what was asked for a channel that another process has taken over meanwhile. */
async function store(
  { database, duties, hints }: Options,
  channel: OpenChannel,
  { updates, cursor }: { updates: Buffer[]; cursor: string | undefined },
): Promise<void> {
  const { rowCount } = await database.query(
    `with own as (select owns_channel($5, $1, $2) as is_own), stored as (
       insert into inbox (account_id, channel_id, body)
       select $1, $2, b from own, unnest($3::bytea[]) as b where is_own)
     update channels set poll_cursor = $4, last_asked_at = now()
     where account_id = $1 and id = $2 and (select is_own from own)`,
    [channel.accountId, channel.id, updates, cursor ?? null, duties.number],
  )
  if (rowCount === 0 && duties.number !== null) throw new TakenOverError(channel.id)
  if (updates.length > 0) hints.send('inbox', channel.accountId)
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
