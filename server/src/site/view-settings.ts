import type { SiteSettings } from '@otklik/protocol/settings'
import type { Language } from '@otklik/words'

import type { OpenChannel } from '../connections/index.ts'
import type { Queryable } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'
import { currentRules } from './current-rules.ts'
import { viewMessengers } from './entries.ts'
import { sitesOf } from './find-site.ts'
import { IDENTITY_FIELD, readLook } from './look.ts'
import type { SiteWorld } from './parts.ts'

/** A channel of the company that has a panel; any other has none to design. */
export async function getPanelChannel(
  { database, channels }: Pick<SiteWorld, 'channels'> & { database: Queryable },
  accountId: string,
  channelId: string,
): Promise<OpenChannel> {
  const { rows } = await database.query<{ version: number }>(
    'select version from channels where account_id = $1 and id = $2',
    [accountId, channelId],
  )
  if (!rows[0]) throw new NotFoundError()
  const channel = await channels.get(accountId, channelId, { ...rows[0], client: database })
  if (!channel.kind.capabilities.hasPanel) throw new NotFoundError()
  return channel
}

export async function viewSettings(
  world: SiteWorld,
  accountId: string,
  channelId: string,
  language: Language,
): Promise<SiteSettings> {
  const { database, openSecret } = world
  const channel = await getPanelChannel(world, accountId, channelId)
  const { version, look, identitySecret } = await readLook(database, accountId, channelId)
  const rules = await currentRules(world, accountId)
  const secret = identitySecret && openSecret(accountId, channelId, IDENTITY_FIELD, identitySecret)
  const questions = rules.channel(channelId).questions ?? []
  return {
    ...{ version, look },
    questions: [...questions],
    siteKey: channel.environment.identity?.externalId ?? '',
    sites: sitesOf(channel),
    messengers: await viewMessengers(world, language, { accountId, channelId, look }),
    ...(secret && { identitySecret: `${secret.slice(0, 4)}…••••••••${secret.slice(-4)}` }),
  }
}
