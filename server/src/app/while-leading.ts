import { whileHeld } from '../database/index.ts'
import { hintsUntil } from '../lib/hints.ts'
import { tellingBy, type World } from './world.ts'

type Ending = () => Promise<void>

/** What a leader works with: of all that writes there is only what ends with its leading. */
export type LeadersWorld = Pick<
  World,
  | ('database' | 'hints' | 'advance' | 'around' | 'parts' | 'contacts' | 'pushing' | 'site')
  | ('telling' | 'channels' | 'storage' | 'clock' | 'secrets' | 'botFetch' | 'publicUrl')
  | 'onProblem'
>
type Start = (world: LeadersWorld) => Ending

/**
 * Runs what one process does for all while this is the one; alone it always is. Queries of a leader
 * that was asleep, and was followed by another, are refused before that one is told.
 */
export function whileLeading(world: World, start: Start): Ending {
  const { member } = world
  if (!member) return start(world)
  let end: Ending | undefined
  let isOver = false
  let changing = Promise.resolve()

  async function follow(): Promise<void> {
    const isLeading = member!.isLeading && !isOver
    if (isLeading && !end) end = lead(world, start)
    if (!isLeading && end) {
      const ending = end
      end = undefined
      await ending()
    }
  }
  const followSoon = () => {
    changing = changing.then(follow).catch((error: unknown) => {
      world.onProblem('the change of the leader was not followed', { error: String(error) })
    })
  }
  const deaf = member.onChange(followSoon)
  followSoon()
  return async () => {
    isOver = true
    deaf()
    followSoon()
    await changing
  }
}

/** Nothing more is handed over. What was is carried out: it compares versions, and any process may. */
function advanceWhile({ advance }: World, held: { isHeld: boolean }): World['advance'] {
  const guarded: typeof advance = Object.assign(
    async (...asked: Parameters<typeof advance>) => {
      // As when the database is away: whoever asks waits, and nothing has failed for good.
      if (!held.isHeld) throw Object.assign(new Error('another one leads'), { code: '57P03' })
      return advance(...asked)
    },
    { finish: advance.finish },
  )
  return guarded
}

/**
 * The same world, which nothing can be done with any more once somebody else leads. Channels and
 * settings stay as they are: they are read, and what a platform gives us to remember, as a token that
 * replaces another, must be kept whoever was given it. So does the storage: what is removed there is
 * removed within a transaction that holds its row.
 */
function lead(world: World, start: Start): Ending {
  const { member } = world
  const hints = hintsUntil(world.hints)
  const held = {
    get isHeld() {
      return member?.isLeading ?? true
    },
  }
  const only = {
    database: whileHeld(world.database, held),
    hints,
    advance: advanceWhile(world, held),
  }
  const { channels, storage, clock, secrets, botFetch, publicUrl, onProblem } = world
  const end = start({
    ...{ channels, storage, clock, secrets, botFetch, publicUrl, onProblem },
    ...only,
    around: { ...world.around, ...only },
    parts: { ...world.parts, ...only },
    contacts: { ...world.contacts, ...only, tell: tellingBy(only.advance) },
    pushing: { ...world.pushing, ...only },
    site: { ...world.site, ...only },
    telling: { ...world.telling, ...only },
  })
  return async () => {
    hints.deafen()
    await end()
  }
}
