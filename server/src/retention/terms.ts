import type { Retention, RetentionTerms, StoredRetention } from '@otklik/protocol'
import { v7 as newId } from 'uuid'

import { type Author, changedMeanwhile, differences, recordChange } from '../audit/index.ts'
import { lockAccount, type Queryable } from '../database/index.ts'
import { InvalidFieldsError } from '../http/index.ts'

interface RuleRow {
  channel_id: string | null
  messages_days: number | null
  files_days: number | null
  bodies_days: number | null
  visitors_days: number | null
}

const forEver: RetentionTerms = {
  messagesDays: null,
  filesDays: null,
  bodiesDays: null,
  visitorsDays: null,
}

export async function readRetention(
  client: Queryable,
  accountId: string,
): Promise<StoredRetention> {
  const { rows } = await client.query<RuleRow>(
    `select channel_id, messages_days, files_days, bodies_days, visitors_days
     from retention_rules where account_id = $1 order by id`,
    [accountId],
  )
  const { rows: versions } = await client.query<{ version: number }>(
    'select version from retention_versions where account_id = $1',
    [accountId],
  )
  const usual = rows.find(({ channel_id }) => channel_id === null)
  return {
    version: versions[0]?.version ?? 0,
    usual: usual ? viewTerms(usual) : forEver,
    channels: rows.flatMap((row) =>
      row.channel_id === null ? [] : [{ channelId: row.channel_id, ...viewTerms(row) }],
    ),
  }
}

const viewTerms = (row: RuleRow): RetentionTerms => ({
  messagesDays: row.messages_days,
  filesDays: row.files_days,
  bodiesDays: row.bodies_days,
  visitorsDays: row.visitors_days,
})

/** As a whole: what is not in it has no terms of its own any more. */
export async function keepRetention(
  client: Queryable,
  author: Author,
  { version, usual, channels }: StoredRetention,
): Promise<StoredRetention> {
  const { accountId } = author
  await lockAccount(client, accountId)
  const before = await readRetention(client, accountId)
  if (before.version !== version) {
    throw await changedMeanwhile(client, { accountId, kind: 'retention', version })
  }
  await refuseUnknownChannels(client, accountId, channels)
  await client.query('delete from retention_rules where account_id = $1', [accountId])
  for (const { channelId, ...terms } of [{ channelId: null, ...usual }, ...channels]) {
    await client.query(
      `insert into retention_rules
         (account_id, id, channel_id, messages_days, files_days, bodies_days, visitors_days)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        ...[accountId, newId(), channelId],
        ...[terms.messagesDays, terms.filesDays, terms.bodiesDays, terms.visitorsDays],
      ],
    )
  }
  await client.query(
    `insert into retention_versions (account_id, version) values ($1, $2)
     on conflict (account_id) do update set version = excluded.version`,
    [accountId, version + 1],
  )
  await recordChange(client, author, {
    action: 'changed',
    subject: { kind: 'retention', name: '' },
    changes: differences(recorded(before), recorded({ usual, channels })),
    version: version + 1,
  })
  return readRetention(client, accountId)
}

async function refuseUnknownChannels(
  client: Queryable,
  accountId: string,
  channels: Retention['channels'],
): Promise<void> {
  const ids = channels.map(({ channelId }) => channelId)
  const { rows } = await client.query<{ id: string }>(
    'select id from channels where account_id = $1 and id = any($2)',
    [accountId, ids],
  )
  const known = new Set(rows.map(({ id }) => id))
  const wrong = ids.findIndex((id, index) => !known.has(id) || ids.indexOf(id) !== index)
  if (wrong >= 0) {
    throw new InvalidFieldsError({ [`channels.${wrong}.channelId`]: { code: 'wrong-value' } })
  }
}

const recorded = ({ usual, channels }: Retention) => ({
  messagesDays: usual.messagesDays,
  filesDays: usual.filesDays,
  bodiesDays: usual.bodiesDays,
  visitorsDays: usual.visitorsDays,
  channelTerms: channels.map((each) => ({ ...each })),
})

/** What holds for each channel, those that are disconnected too. */
export async function listTerms(
  client: Queryable,
  accountId: string,
  { usual, channels }: Retention,
): Promise<(RetentionTerms & { channelId: string })[]> {
  const { rows } = await client.query<{ id: string }>(
    'select id from channels where account_id = $1',
    [accountId],
  )
  return rows.map(({ id: channelId }) => ({
    ...(channels.find((each) => each.channelId === channelId) ?? usual),
    channelId,
  }))
}
