import type { editSiteSettings, SiteLook } from '@otklik/protocol/settings'
import type { z } from 'zod'

import { type Author, changedMeanwhile, differences, recordChange } from '../audit/index.ts'
import { lockAccount, type Queryable, settingsChanged } from '../database/index.ts'
import { hintSettings } from '../lib/hints.ts'
import { checkReceiver, gatherProblems } from '../settings/index.ts'
import { IDENTITY_FIELD, readLook } from './look.ts'
import type { SiteWorld } from './parts.ts'
import { getPanelChannel } from './view-settings.ts'

type Edited = z.output<typeof editSiteSettings>
interface Which {
  author: Author
  channelId: string
}

/** All of it at once. Questions are rules of the channel: open conversations of it are told. */
export async function editSettings(
  world: SiteWorld,
  { author, channelId }: Which,
  { version, look, questions }: Edited,
): Promise<void> {
  const { accountId } = author
  await world.database.transaction(async (client) => {
    await lockAccount(client, accountId)
    const { name } = await getPanelChannel({ ...world, database: client }, accountId, channelId)
    const stored = await readLook(client, accountId, channelId)
    if (stored.version !== version) {
      const stale = { kind: 'site-widget', id: channelId, version } as const
      throw await changedMeanwhile(client, { accountId, ...stale })
    }
    await checkQuestions(client, accountId, questions)
    await client.query(
      `insert into site_widgets (account_id, channel_id, look) values ($1, $2, $3)
       on conflict (account_id, channel_id) do update
         set look = excluded.look, version = site_widgets.version + 1`,
      [accountId, channelId, JSON.stringify(look)],
    )
    const { rows } = await client.query<{ questions: Edited['questions'] }>(
      `update channel_rules r set questions = $3 from channel_rules old
       where r.account_id = $1 and r.channel_id = $2
         and old.account_id = $1 and old.channel_id = $2
       returning old.questions`,
      [accountId, channelId, JSON.stringify(questions)],
    )
    await recordChange(client, author, {
      action: 'changed',
      subject: { kind: 'site-widget', id: channelId, name },
      version: version + 1,
      changes: differences(
        audited(stored.look, rows[0]?.questions ?? []),
        audited(look, questions),
      ),
    })
    await settingsChanged(client, accountId, { scope: 'channel', subjectId: channelId })
  })
  hintSettings(world.hints, accountId)
}

/** As the journal shows it: what belongs together is one line. */
function audited(look: SiteLook, questions: Edited['questions']) {
  const { preChat, messengers, consent, consentUrl, title, welcome, offHours, greeting } = look
  return {
    'widget.look': [look.colour, look.side, look.language, String(look.hasChat)],
    'widget.texts': [title, welcome, offHours, greeting, consent, consentUrl].filter(Boolean),
    'widget.preChat': preChat.map(({ field, isRequired }) => `${field}${isRequired ? '*' : ''}`),
    'widget.questions': questions.map(({ label }) => label),
    'widget.messengers': messengers.flatMap(({ channelId, isShown }) =>
      isShown ? [] : [channelId],
    ),
  }
}

/** Each has a name of its own and somebody who is there. */
async function checkQuestions(
  client: Queryable,
  accountId: string,
  questions: Edited['questions'],
): Promise<void> {
  const problems = gatherProblems()
  const names = new Set<string>()
  for (const [index, { label, receiver }] of questions.entries()) {
    const name = label.toLowerCase()
    if (names.has(name)) problems.add(`questions.${index}.label`, 'name-taken')
    names.add(name)
    const asked = { ...receiver, at: `questions.${index}.receiver` }
    await checkReceiver(client, accountId, asked, problems)
  }
  problems.refuse()
}

/** The one before it proves nothing any more. */
export async function keepSecret(
  world: SiteWorld,
  { author, channelId }: Which,
  secret: string,
): Promise<void> {
  const { accountId } = author
  await world.database.transaction(async (client) => {
    await lockAccount(client, accountId)
    const { name } = await getPanelChannel({ ...world, database: client }, accountId, channelId)
    const { look } = await readLook(client, accountId, channelId)
    await client.query(
      `insert into site_widgets (account_id, channel_id, look, identity_secret)
       values ($1, $2, $3, $4)
       on conflict (account_id, channel_id) do update
         set identity_secret = excluded.identity_secret, version = site_widgets.version + 1`,
      [
        ...[accountId, channelId, JSON.stringify(look)],
        world.sealSecret(accountId, channelId, IDENTITY_FIELD, secret),
      ],
    )
    await recordChange(client, author, {
      action: 'changed',
      subject: { kind: 'site-widget', id: channelId, name },
      changes: [{ field: 'identitySecret', after: '••••' }],
    })
  })
}
