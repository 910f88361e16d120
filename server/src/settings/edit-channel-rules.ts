import type { ChannelRules, EditChannelRulesRequest } from '@otklik/protocol'

import { type Database, lockAccount, settingsChanged } from '../database/index.ts'
import { Refusal } from '../http/index.ts'
import { type Hints, hintSettings } from '../lib/hints.ts'
import { getChannelRules, type WhichRules, writeChannelRules } from './channel-rules-row.ts'
import { checkChannelRules } from './check-channel-rules.ts'

/** Only what is given changes; open conversations of the channel are told. */
export async function editChannelRules(
  { database, hints }: { database: Database; hints: Hints },
  which: WhichRules,
  asked: EditChannelRulesRequest,
): Promise<ChannelRules> {
  const { accountId, channelId } = which
  const edited = await database.transaction(async (client) => {
    await lockAccount(client, accountId)
    const before = await getChannelRules(client, which)
    if (before.version !== asked.version) throw new Refusal('changed-meanwhile')
    const rules = await checkChannelRules(client, accountId, before, asked)
    const written = await writeChannelRules(client, which, rules)
    await settingsChanged(client, accountId, { scope: 'channel', subjectId: channelId })
    return written
  })
  hintSettings(hints, accountId)
  return edited
}
