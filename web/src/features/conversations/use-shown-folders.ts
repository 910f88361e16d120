import { useFeedState } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { type FixedFolder, fixedFolders } from './folder.ts'

const withoutBots = fixedFolders.filter((folder) => folder !== 'bots')

/** «У чат-ботов» is there for who has bots, and as long as one of them holds something. */
export function useShownFolders(): readonly FixedFolder[] {
  const isOn = useSession().modules.bots
  const isHolding = useFeedState(({ conversations }) =>
    [...conversations.values()].some(({ status }) => status === 'bot'),
  )
  return isOn || isHolding ? fixedFolders : withoutBots
}
