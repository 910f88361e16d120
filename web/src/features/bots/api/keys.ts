import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** A new one; the one before it opens nothing any more. */
export async function issueKey(botId: string): Promise<string> {
  const path = api`bots/${botId}/key`
  const { key } = await request<{ key: string }>(path, { method: 'POST' })
  return key
}

export async function issueSecret(botId: string): Promise<string> {
  const path = api`bots/${botId}/secret`
  const { secret } = await request<{ secret: string }>(path, { method: 'POST' })
  return secret
}
