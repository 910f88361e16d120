import type { Database } from '../database/index.ts'
import type { Bus } from '../lib/bus.ts'
import { type Duties, dutiesOf } from './duties.ts'
import { OtherVersionError, otherVersions } from './other-version.ts'

/** One of several processes on one database. */
export interface Member {
  readonly duties: Duties
  /** Does what one process does for all. False at once where this one has not beaten for too long. */
  readonly isLeading: boolean
  /** Called whenever that has changed, and whenever channels were taken or given back. */
  onChange(listener: () => void): () => void
  /** Gives back everything, so that the others need not wait until this one is dead. */
  leave(): Promise<void>
}

export interface MemberOptions {
  /** Not where everybody's work waits: a busy process would look dead. */
  database: Pick<Database, 'query'>
  bus: Bus
  /** What processes must have in common to work side by side. */
  version: string
  onProblem(problem: string, facts: object): void
  /** It was taken for dead, and others of another version have changed the database: time to end. */
  onOutdated(): void
  beatMs?: number
  deadMs?: number
}

const BEAT_MS = 3000
const DEAD_MS = 10_000
/** No process has this number. */
const NOBODY = 0

interface Beat {
  is_leader: boolean
  buried: number
  taken: number
  given_back: number
}

/**
 * Joins the others: says every three seconds that it lives, takes its share of the channels, and
 * takes over what a process owned that has not said so for ten. One that was taken for dead itself,
 * and goes on, joins again under another number; nothing is written under the old one.
 */
export async function joinProcesses(options: MemberOptions): Promise<Member> {
  const { database, bus, onProblem, beatMs = BEAT_MS, deadMs = DEAD_MS } = options
  const listeners = new Set<() => void>()
  let number = await register(options)
  let isLeader = false
  let beatenAt = performance.now()
  /** When the database was away, everybody looks dead. Nobody is buried until all had time to beat. */
  let mayBuryFrom = beatenAt
  let hasLeft = false
  let timer: NodeJS.Timeout | undefined
  let beating = Promise.resolve()

  const isFresh = () => performance.now() - beatenAt < deadMs - beatMs / 2
  const isLeading = () => isLeader && isFresh()
  let wasLeading = false

  function tell(isChanged: boolean): void {
    if (wasLeading === isLeading() && !isChanged) return
    wasLeading = isLeading()
    for (const listener of listeners) listener()
  }

  /** Alone, before anything that may wait for others. Says whether this process is still known. */
  async function sayAlive(startedAt: number): Promise<boolean> {
    // Where the database was away, it was for the others too.
    if (startedAt - beatenAt > 2 * beatMs) mayBuryFrom = startedAt + deadMs
    const beating = database.query(
      'update processes set beat_at = clock_timestamp() where number = $1',
      [number],
    )
    const { rowCount } = await beating.catch((error: unknown) => {
      mayBuryFrom = performance.now() + deadMs
      throw error
    })
    return rowCount === 1
  }

  async function beat(): Promise<void> {
    const startedAt = performance.now()
    if (!(await sayAlive(startedAt))) return comeBack()
    beatenAt = startedAt
    const { rows } = await database.query<Beat>('select * from beat($1, $2, $3)', [
      number,
      `${deadMs} milliseconds`,
      startedAt >= mayBuryFrom,
    ])
    const [said] = rows
    if (!said) return comeBack()
    isLeader = said.is_leader
    const { buried, taken, given_back: givenBack } = said
    if (buried > 0) onProblem('a process has died: its channels are taken over', { buried, taken })
    if (givenBack > 0) bus.publish('processes', 'changed')
    tell(taken + givenBack > 0)
  }

  /** Nothing is owned under the old number, and the new one owns nothing yet. */
  async function comeBack(): Promise<void> {
    isLeader = false
    number = NOBODY
    tell(true)
    number = await register(options)
    onProblem('this process was taken for dead and has joined again', { number })
    await beat()
  }

  function beatSoon(): void {
    beating = beating
      .then(() => (hasLeft ? undefined : beat()))
      .catch((error: unknown) => {
        if (hasLeft) return
        if (error instanceof OtherVersionError) return options.onOutdated()
        onProblem('this process could not say that it lives', { error: String(error) })
        tell(false)
      })
  }

  const deaf = bus.subscribe('processes', beatSoon)
  await beat()
  bus.publish('processes', 'changed')
  timer = setInterval(beatSoon, beatMs)
  return {
    duties: dutiesOf(() => number),
    get isLeading() {
      return isLeading()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async leave() {
      hasLeft = true
      clearInterval(timer)
      deaf()
      await beating
      // Where that cannot be said now, the others find out.
      await database.query('delete from processes where number = $1', [number]).catch(() => {})
      bus.publish('processes', 'changed')
      await bus.flush()
    },
  }
}

async function register({ database, version }: MemberOptions): Promise<number> {
  const { rows } = await database.query<{ number: number }>(
    `insert into processes (version) select $1
     where not exists (${otherVersions('$1')}) returning number`,
    [version],
  )
  if (!rows[0]) throw new OtherVersionError()
  return rows[0].number
}
