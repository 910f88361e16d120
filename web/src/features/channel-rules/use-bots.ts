import type { Bot } from '@otklik/protocol/settings'
import { useQuery } from '@tanstack/react-query'

import { botsQuery } from '../bots/api/bots.ts'
import { useFreshBots } from '../bots/use-bots.ts'

/** Who can be chosen; nothing until they are known. How many conversations each holds may be old. */
export function useBots(): readonly Bot[] | undefined {
  useFreshBots()
  return useQuery({ ...botsQuery, refetchInterval: false }).data
}
