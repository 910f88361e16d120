import type { ChannelFinding } from '@otklik/protocol'
import type { Language } from '@otklik/words'

import { ChannelError, type Finding } from '../channels/index.ts'
import type { Database } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'
import { toRefusal } from './kind-refusals.ts'
import type { OpenChannel } from './open-channels.ts'

export const isBlocked = (findings: readonly Finding[]): boolean =>
  findings.some(({ severity }) => severity === 'blocks')

/** In the reader's language, the worst first. */
export function viewFindings(findings: readonly Finding[], language: Language): ChannelFinding[] {
  const rank = { blocks: 0, limits: 1 }
  return [...findings]
    .sort((one, other) => rank[one.severity] - rank[other.severity])
    .map(({ code, severity, words, mending }) => ({
      code,
      severity,
      text: words[language],
      ...(mending && { mending: mending[language] }),
    }))
}

/** Asks the platform what stands in the way there, and keeps the answer for the channel's page. */
export async function inspectChannel(
  database: Database,
  { accountId, id, connection, kind }: OpenChannel,
): Promise<Finding[]> {
  const findings = await askPlatform(kind, async () => (await connection.inspect?.()) ?? [])
  await database.query('update channels set findings = $3 where account_id = $1 and id = $2', [
    accountId,
    id,
    JSON.stringify(findings),
  ])
  return findings
}

/** Puts one finding right at the platform: only what the platform itself has just named. */
export async function mendFinding(
  { connection, kind }: OpenChannel,
  findings: readonly Finding[],
  code: string,
): Promise<void> {
  const finding = findings.find((each) => each.code === code)
  if (!finding?.mending || !connection.mend) throw new NotFoundError()
  await askPlatform(kind, async () => connection.mend?.(code))
}

async function askPlatform<Answer>(
  kind: OpenChannel['kind'],
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof ChannelError) throw toRefusal(kind, error)
    throw error
  }
}
