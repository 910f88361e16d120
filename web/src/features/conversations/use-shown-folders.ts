import { useFeedState } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { type FixedFolder, fixedFolders, isWaiting } from './folder.ts'

/**
 * «У чат-ботов» is there for who has bots, and «Очередь» for who sees more than their own; each also
 * as long as something is in it.
 */
export function useShownFolders(): readonly FixedFolder[] {
  const { modules, scope } = useSession()
  const isHolding = useFeedState(({ conversations }) =>
    [...conversations.values()].some(({ status }) => status === 'bot'),
  )
  const isAwaited = useFeedState(({ conversations }) => [...conversations.values()].some(isWaiting))
  const hasBots = modules.bots || isHolding
  const hasQueue = scope !== 'own' || isAwaited
  return lists[hasBots ? 'bots' : 'noBots'][hasQueue ? 'queue' : 'noQueue']
}

const without = (...absent: FixedFolder[]) =>
  fixedFolders.filter((folder) => !absent.includes(folder))

/** The same lists each time: what is made anew is drawn anew. */
const lists = {
  bots: { queue: without(), noQueue: without('queue') },
  noBots: { queue: without('bots'), noQueue: without('bots', 'queue') },
} as const
