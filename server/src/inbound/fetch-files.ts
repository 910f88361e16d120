import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'

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

interface Options extends FilesWorld {
  channels: Channels
  advance: Advance
  hints: Hints
  clock: Clock
  onProblem(problem: string, facts: object): void
}

interface Task {
  account_id: string
  id: string
  payload: { fileId: string }
  tries: number
}

const MOST_AT_ONCE = 4
const MOST_TRIES = 5

/**
 * Brings customers' files here. A message is shown at once; its file follows, and if it cannot be
 * had the operator is told and may ask again.
 */
export function fetchFiles(options: Options): Loop {
  const { database, hints } = options

  async function round(): Promise<boolean> {
    const { rows } = await database.query<Task>(
      `select account_id, id, payload, tries from tasks
       where kind = 'fetch-file' and next_at <= $1 order by next_at limit $2`,
      [options.clock.now(), MOST_AT_ONCE],
    )
    await Promise.all(rows.map((task) => work(task)))
    return rows.length > 0
  }

  async function work(task: Task): Promise<void> {
    const row = await findFile(options, task)
    if (row && row.state !== 'stored') {
      const changed = await fetchOne(row, task.tries + 1 >= MOST_TRIES)
      if (!changed) return postpone(task)
      if (changed.message_id) await tell(changed, changed.message_id)
    }
    await database.query('delete from tasks where account_id = $1 and id = $2', [
      task.account_id,
      task.id,
    ])
  }

  /** The file as it is now, or nothing if it is to be tried again. */
  async function fetchOne(row: FileRow, isLastTry: boolean): Promise<FileRow | undefined> {
    const channel = await options.channels.get(row.account_id, row.channel_id ?? '')
    const { maxFetchBytes: maxBytes } = channel.kind.capabilities
    try {
      const stream = await channel.connection.fetchFile?.(row.reference ?? '')
      if (!stream) return await setState(options, row, 'failed')
      const bytes = Readable.fromWeb(stream as NodeStream)
      return await keepFetched(options, row, { bytes, maxBytes })
    } catch (error) {
      if (error instanceof FileTooLargeError || isTooLarge(error)) {
        return setState(options, row, 'too-large')
      }
      options.onProblem('a file was not fetched', { fileId: row.id, error: String(error) })
      const isFinal = isLastTry || (error instanceof ChannelError && !error.isTemporary)
      return isFinal ? setState(options, row, 'failed') : undefined
    }
  }

  async function tell(row: FileRow, messageId: string): Promise<void> {
    await options.advance(row.account_id, {
      target: { conversationId: row.conversation_id ?? '', messageIds: [messageId] },
      what: { trigger: { type: 'file-changed', messageId, file: viewFile(row) } },
    })
  }

  async function postpone(task: Task): Promise<void> {
    await database.query(
      `update tasks set tries = tries + 1, next_at = $3::timestamptz + interval '1 second' * 2 ^ tries
       where account_id = $1 and id = $2`,
      [task.account_id, task.id, options.clock.now()],
    )
  }

  const loop = createLoop('files', round, { everyMs: 1000, onProblem: options.onProblem })
  hints.listen('tasks', loop.wake)
  return loop
}

const isTooLarge = (error: unknown) => error instanceof ChannelError && error.reason === 'too-large'

async function findFile({ database }: Options, task: Task): Promise<FileRow | undefined> {
  const { rows } = await database.query<FileRow>(
    'select * from files where account_id = $1 and id = $2',
    [task.account_id, task.payload.fileId],
  )
  return rows[0]
}

async function setState(
  { database }: Options,
  row: FileRow,
  state: 'failed' | 'too-large',
): Promise<FileRow> {
  const { rows } = await database.query<FileRow>(
    'update files set state = $3 where account_id = $1 and id = $2 returning *',
    [row.account_id, row.id, state],
  )
  return rows[0]!
}
