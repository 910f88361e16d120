import type { ChannelRules, EditChannelRulesRequest } from '@otklik/protocol/settings'

import { type Author, changedMeanwhile, differences, recordChange } from '../audit/index.ts'
import { type Database, lockAccount, type Queryable, settingsChanged } from '../database/index.ts'
import { type Hints, hintSettings } from '../lib/hints.ts'
import { getChannelRules, writeChannelRules } from './channel-rules-row.ts'
import { checkChannelRules } from './check-channel-rules.ts'

/** Only what is given changes; open conversations of the channel are told. */
export async function editChannelRules(
  { database, hints }: { database: Database; hints: Hints },
  { author, channelId }: { author: Author; channelId: string },
  asked: EditChannelRulesRequest,
): Promise<ChannelRules> {
  const { accountId } = author
  const which = { accountId, channelId }
  const edited = await database.transaction(async (client) => {
    await lockAccount(client, accountId)
    const before = await getChannelRules(client, which)
    if (before.version !== asked.version) {
      const stale = { kind: 'channel-rules', id: channelId, version: asked.version } as const
      throw await changedMeanwhile(client, { accountId, ...stale })
    }
    const rules = await checkChannelRules(client, which, before, asked)
    const written = await writeChannelRules(client, which, rules)
    await recordRules(client, { author, channelId }, before, written)
    await settingsChanged(client, accountId, { scope: 'channel', subjectId: channelId })
    return written
  })
  hintSettings(hints, accountId)
  return edited
}

async function recordRules(
  client: Queryable,
  { author, channelId }: { author: Author; channelId: string },
  { version: _, ...before }: ChannelRules,
  { version, ...after }: ChannelRules,
): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select name from channels where account_id = $1 and id = $2',
    [author.accountId, channelId],
  )
  await recordChange(client, author, {
    action: 'changed',
    subject: { kind: 'channel-rules', id: channelId, name: rows[0]?.name ?? '' },
    changes: differences(before, after),
    version,
  })
}
