import type { InboundEvent } from '../channels/index.ts'
import {
  type Channels,
  hideSecrets,
  NoChannelError,
  type OpenChannel,
} from '../connections/index.ts'
import { type Database, isTransient } from '../database/index.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import type { Duties } from '../processes/index.ts'
import { type Receiving, receiveEvents } from './receive-message.ts'
import { recognisePeople } from './recognise-people.ts'
import { shownName } from './shown-name.ts'

interface Row {
  account_id: string
  id: number
  day: string
  channel_id: string
  body: Buffer
  received_at: Date
  tries: number
}

type Opened = { channel: OpenChannel; error?: undefined } | { channel?: undefined; error: unknown }
/** An update, as far as it could be read. */
type Read = Opened & { row: Row; accountId: string; channelId: string; events: InboundEvent[] }

interface Options extends Receiving {
  channels: Channels
  duties: Duties
  onProblem(problem: string, facts: object): void
}

const MOST_IN_FLIGHT = 512
/** What is done is marked together: so many, or what has gathered in this time. */
const MARKED_AT_ONCE = 64
const MARK_AFTER_MS = 50
/** «Последнее событие» is told by the second. */
const TOUCH_EVERY_MS = 1000
/** A body that fails this often is set aside, where the administrator sees it. */
const MOST_TRIES = 5

/**
 * Reads what is stored, in the order it was stored, without waiting for one update before it hands
 * over the next. What is not marked as done is read again after a restart.
 */
export function readInbox(options: Options): Loop {
  const { database, hints, duties } = options
  const inFlight = new Set<number>()
  const touch = createTouch(database)
  let done: Row[] = []
  let marking: NodeJS.Timeout | undefined
  let isTimeToMark = false

  async function readSome(): Promise<boolean> {
    if (isTimeToMark) await finish()
    const room = MOST_IN_FLIGHT - inFlight.size
    if (room <= 0) return false
    const { rows } = await database.query<Row>(
      `select account_id, id, day::text, channel_id, body, received_at, tries
       from read_inbox($1, $2, $3)`,
      [[...inFlight], room, duties.number],
    )
    const channels = await openAll(rows, options.channels)
    const reads = rows.map((row) => read(row, channels.get(row.channel_id)!))
    await recognisePeople(database, reads)
    for (const each of reads) {
      inFlight.add(each.row.id)
      void receive(each).finally(markSoon)
    }
    return rows.length === room
  }

  async function receive({ row, channel, error: problem, events }: Read): Promise<void> {
    try {
      if (!channel) throw problem
      const received = await receiveEvents(events, channel, options)
      // It stays in flight until it is marked: before that, the next look would find it again.
      const isLate = received.result === 'early' && row.tries + 1 >= MOST_TRIES
      if (received.result === 'received' || isLate) return void done.push(row)
      if (received.result === 'early') await readLater(row)
      else await setAside(row, received.problem, { isFinal: true })
    } catch (error) {
      // Deleted with its account: nobody is left to tell.
      if (error instanceof NoChannelError) return void done.push(row)
      const isFinal = row.tries + 1 >= MOST_TRIES
      const said = channel ? hideSecrets(channel, String(error)) : String(error)
      // What cannot even be set aside is read again as it is.
      if (!isTransient(error)) await setAside(row, said, { isFinal }).catch(() => {})
    }
    inFlight.delete(row.id)
  }

  /**
   * Tried again after 1, 2, 4, 8 seconds, while its neighbours go on; but for what another process has
   * read to its end, which took the channel over meanwhile.
   */
  async function setAside(row: Row, problem: string, { isFinal }: { isFinal: boolean }) {
    options.onProblem(isFinal ? 'an update is quarantined' : 'an update is tried again', {
      channelId: row.channel_id,
      updateId: row.id,
      problem,
    })
    await database.query(
      `update inbox set state = $4, tries = tries + 1, problem = $5,
         next_at = now() + interval '1 second' * 2 ^ tries
       where account_id = $1 and id = $2 and day = $3 and state = 'new'`,
      [row.account_id, row.id, row.day, isFinal ? 'quarantined' : 'new', problem.slice(0, 500)],
    )
  }

  /** After 1, 2, 4, 8 seconds, by when what it speaks of has come, if it comes at all. */
  async function readLater(row: Row): Promise<void> {
    await database.query(
      `update inbox set tries = tries + 1, next_at = now() + interval '1 second' * 2 ^ tries
       where account_id = $1 and id = $2 and day = $3 and state = 'new'`,
      [row.account_id, row.id, row.day],
    )
  }

  function markSoon(): void {
    if (done.length >= MARKED_AT_ONCE || inFlight.size >= MOST_IN_FLIGHT) markNow()
    else marking ??= setTimeout(markNow, MARK_AFTER_MS)
  }

  function markNow(): void {
    isTimeToMark = true
    loop.wake()
  }

  async function finish(): Promise<void> {
    clearTimeout(marking)
    marking = undefined
    isTimeToMark = false
    if (done.length === 0) return
    const rows = done
    done = []
    try {
      await database.query('select finish_inbox($1, $2, $3)', [
        rows.map((row) => row.account_id),
        rows.map((row) => row.id),
        rows.map((row) => row.day),
      ])
      for (const row of rows) inFlight.delete(row.id)
      await touch(rows)
    } catch (error) {
      done.push(...rows)
      isTimeToMark = true
      throw error
    }
  }

  const loop = createLoop('inbox', readSome, { everyMs: 1000, onProblem: options.onProblem })
  hints.listen('inbox', loop.wake)
  return {
    wake: loop.wake,
    async stop() {
      await loop.stop()
      clearTimeout(marking)
    },
  }
}

/** A translation that fails is of one update: its neighbours are read all the same. */
function read(row: Row, opened: Opened): Read {
  const { account_id: accountId, channel_id: channelId, body, received_at } = row
  const where = { row, accountId, channelId }
  if (!opened.channel) return { ...where, ...opened, events: [] }
  try {
    const events = opened.channel.connection.translate(body, received_at)
    return { ...where, ...opened, events: events.map(withShownName) }
  } catch (error) {
    return { ...where, error: hideSecrets(opened.channel, String(error)), events: [] }
  }
}

const withShownName = (event: InboundEvent): InboundEvent =>
  'from' in event ? { ...event, from: { ...event.from, name: shownName(event.from.name) } } : event

/** A channel that does not open is told of by each of its updates, which then wait or are set aside. */
async function openAll(rows: Row[], channels: Channels): Promise<Map<string, Opened>> {
  const opened = new Map<string, Opened>()
  for (const row of rows) {
    if (opened.has(row.channel_id)) continue
    try {
      opened.set(row.channel_id, { channel: await channels.get(row.account_id, row.channel_id) })
    } catch (error) {
      if (isTransient(error)) throw error
      opened.set(row.channel_id, { error })
    }
  }
  return opened
}

/** «Последнее событие» on the channel's card, written where it was not a moment ago. */
function createTouch(database: Database): (rows: Row[]) => Promise<void> {
  const touched = new Map<string, number>()
  return async (rows) => {
    const before = performance.now() - TOUCH_EVERY_MS
    for (const [id, at] of touched) if (at < before) touched.delete(id)
    const late = rows.filter(({ channel_id: id }) => !touched.has(id))
    if (late.length === 0) return
    for (const { channel_id: id } of late) touched.set(id, performance.now())
    const accounts = new Map(late.map((row) => [row.channel_id, row.account_id]))
    await database.query(
      `update channels c set last_received_at = now()
       from unnest($1::uuid[], $2::uuid[]) touched (account_id, id)
       where c.account_id = touched.account_id and c.id = touched.id
         and (last_received_at is null or last_received_at < now() - interval '1 second')`,
      [[...accounts.values()], [...accounts.keys()]],
    )
  }
}
