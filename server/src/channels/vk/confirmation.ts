import { z } from 'zod'

import type { Environment } from '../contract.ts'
import type { VkApi } from './api.ts'
import { confirmation } from './types.ts'

/** The code changes with every change of the address or its settings, and between them. */
const FRESH_MS = 3 * 60_000
/** ВКонтакте waits for an answer, and we for no longer than it. */
const PATIENCE_MS = 2500

const kept = z.object({ code: z.string(), at: z.number() })

export function storedCode({ memory }: Pick<Environment, 'memory'>): string | undefined {
  return kept.safeParse(memory.confirmation).data?.code
}

/** Nothing where ВКонтакте does not say: the one we have may still be right. */
export async function refreshCode(
  api: VkApi,
  environment: Environment,
  groupId: number | string,
): Promise<string | undefined> {
  const known = kept.safeParse(environment.memory.confirmation).data
  if (known && Date.now() - known.at < FRESH_MS) return known.code
  try {
    return await askCode(api, environment, groupId, AbortSignal.timeout(PATIENCE_MS))
  } catch {
    return undefined
  }
}

/** Kept before the address is told: ВКонтакте asks for it in the same breath. */
export async function askCode(
  api: VkApi,
  environment: Environment,
  groupId: number | string,
  signal?: AbortSignal,
): Promise<string> {
  const { code } = await api.call({
    method: 'groups.getCallbackConfirmationCode',
    params: { group_id: groupId },
    result: confirmation,
    ...(signal && { signal }),
  })
  await environment.remember({ confirmation: { code, at: Date.now() } })
  return code
}
