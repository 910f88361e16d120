import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { setTimeout as delay } from 'node:timers/promises'

import { ChannelError } from '../channels/index.ts'
import type { Channels } from '../connections/index.ts'
import type { Advance } from '../conversations/index.ts'
import {
  type FileRow,
  type FilesWorld,
  FileTooLargeError,
  keepFetched,
  viewFile,
} from '../files/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Hints } from '../lib/hints.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import type { Duties } from '../processes/index.ts'

interface Options extends FilesWorld {
  channels: Channels
  advance: Advance
  duties: Duties
  hints: Hints
  clock: Clock
  onProblem(problem: string, facts: object): void
}

interface Task {
  account_id: string
  id: string
  file_id: string
  tries: number
}

const MOST_AT_ONCE = 8
const MOST_TRIES = 5
const LAST_WORDS_MS = 1000
const DATABASE_REST_MS = 5000
/** What was deleted meanwhile is of no channel, and somebody has to find that out. */
const channelOfFile = `coalesce(
  (select f.channel_id from files f
   where f.account_id = tasks.account_id and f.id = (tasks.payload ->> 'fileId')::uuid),
  (select c.id from channels c where c.account_id = tasks.account_id order by c.id limit 1))`

/**
 * Brings customers' files here. A message is shown at once; its file follows, and if it cannot be
 * had the operator is told and may ask again.
 */
export function fetchFiles(options: Options): Loop {
  const { database, hints, duties } = options
  /** By file, not by task: two tasks of one file would write the same bytes. */
  const inFlight = new Map<string, Promise<void>>()
  const stopping = new AbortController()

  async function round(): Promise<boolean> {
    const room = MOST_AT_ONCE - inFlight.size
    if (room <= 0) return false
    const { rows } = await database.query<Task>(
      `select account_id, id, payload ->> 'fileId' as file_id, tries from tasks
       where kind = 'fetch-file' and next_at <= $1 and payload ->> 'fileId' <> all($3::text[])
         ${duties.andOwned('tasks.account_id', channelOfFile)}
       order by next_at limit $2`,
      [options.clock.now(), room, [...inFlight.keys()]],
    )
    for (const task of rows) {
      if (!inFlight.has(task.file_id)) begin(task)
    }
    return rows.length > 0
  }

  function begin(task: Task): void {
    const work = finish(task)
      .catch((error: unknown) => postpone(task, error))
      .finally(() => {
        inFlight.delete(task.file_id)
        loop.wake()
      })
    inFlight.set(task.file_id, work)
  }

  /**
   * Told of whenever the file is no longer loading, not only when we changed it: the process may
   * have died between the two.
   */
  async function finish(task: Task): Promise<void> {
    const row = await findFile(options, task)
    const settled = row?.state === 'loading' ? await settle(row, task) : row
    if (settled?.message_id) await tell(options, settled, settled.message_id)
    await database.query('delete from tasks where account_id = $1 and id = $2', [
      task.account_id,
      task.id,
    ])
  }

  /** The file with its bytes or without them for good. Throws if it is to be tried again. */
  async function settle(row: FileRow, task: Task): Promise<FileRow | undefined> {
    try {
      return await fetchOne(options, row, stopping.signal)
    } catch (error) {
      if (stopping.signal.aborted) throw error
      if (isTooLarge(error)) return setState(options, row, 'too-large')
      const isRefused = error instanceof ChannelError && !error.isTemporary
      if (!isRefused && task.tries + 1 < MOST_TRIES) throw error
      options.onProblem('a file was given up', { fileId: row.id, error: String(error) })
      return setState(options, row, 'failed')
    }
  }

  /** Never throws: nobody waits for it. */
  async function postpone(task: Task, error: unknown): Promise<void> {
    if (stopping.signal.aborted) return
    options.onProblem('a file was not fetched', { fileId: task.file_id, error: String(error) })
    try {
      await database.query(
        `update tasks set tries = tries + 1,
           next_at = $3::timestamptz + interval '1 second' * 2 ^ least(tries, 12)
         where account_id = $1 and id = $2`,
        [task.account_id, task.id, options.clock.now()],
      )
    } catch {
      // Still due, and still in flight for this while: otherwise it would be taken again at once.
      await delay(DATABASE_REST_MS, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  const loop = createLoop('files', round, { everyMs: 1000, onProblem: options.onProblem })
  hints.listen('tasks', loop.wake)
  return {
    ...loop,
    /** Downloads are abandoned: their tasks are there at the next start. */
    async stop() {
      stopping.abort()
      await loop.stop()
      const lastWords = delay(LAST_WORDS_MS, undefined, { ref: false })
      await Promise.race([Promise.all(inFlight.values()), lastWords])
    },
  }
}

async function fetchOne(
  options: Options,
  row: FileRow,
  signal: AbortSignal,
): Promise<FileRow | undefined> {
  const channel = await options.channels.get(row.account_id, row.channel_id ?? '')
  const { maxFetchBytes: maxBytes } = channel.kind.capabilities
  const stream = await channel.connection.fetchFile?.(row.reference ?? '')
  if (!stream) return setState(options, row, 'failed')
  const bytes = Readable.fromWeb(stream as NodeStream, { signal })
  return keepFetched(options, row, { bytes, maxBytes })
}

async function tell({ advance }: Options, row: FileRow, messageId: string): Promise<void> {
  await advance(row.account_id, {
    target: { conversationId: row.conversation_id ?? '', messageIds: [messageId] },
    what: { trigger: { type: 'file-changed', messageId, file: viewFile(row) } },
  })
}

const isTooLarge = (error: unknown) =>
  error instanceof FileTooLargeError ||
  (error instanceof ChannelError && error.reason === 'too-large')

async function findFile({ database }: Options, task: Task): Promise<FileRow | undefined> {
  const { rows } = await database.query<FileRow>(
    'select * from files where account_id = $1 and id = $2',
    [task.account_id, task.file_id],
  )
  return rows[0]
}

/** Unless it is there: another process took the channel over. Nothing if it went with its account. */
async function setState(
  { database }: Options,
  row: FileRow,
  state: 'failed' | 'too-large',
): Promise<FileRow | undefined> {
  const { rows } = await database.query<FileRow>(
    `update files set state = case when state = 'stored' then state else $3 end
     where account_id = $1 and id = $2 returning *`,
    [row.account_id, row.id, state],
  )
  return rows[0]
}
