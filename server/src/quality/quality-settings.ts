import type { editQualitySettingsRequest, QualitySettings } from '@otklik/protocol/reports'
import type { z } from 'zod'

import { type Author, changedMeanwhile, differences, recordChange } from '../audit/index.ts'
import { lockAccount, type Queryable } from '../database/index.ts'

const usual: QualitySettings = { version: 0, appealDays: 14 }

export async function readSettings(
  database: Queryable,
  accountId: string,
): Promise<QualitySettings> {
  const { rows } = await database.query<QualitySettings>(
    `select version, appeal_days as "appealDays" from quality_settings where account_id = $1`,
    [accountId],
  )
  return rows[0] ?? usual
}

/** It counts for what is appealed from now on, however long ago that was given. */
export async function editSettings(
  client: Queryable,
  author: Author,
  { version, appealDays }: z.output<typeof editQualitySettingsRequest>,
): Promise<QualitySettings> {
  const { accountId } = author
  await lockAccount(client, accountId)
  const before = await readSettings(client, accountId)
  if (before.version !== version) {
    throw await changedMeanwhile(client, { accountId, kind: 'quality', version })
  }
  await client.query(
    `insert into quality_settings (account_id, appeal_days) values ($1, $2)
     on conflict (account_id) do update
       set version = quality_settings.version + 1, appeal_days = excluded.appeal_days`,
    [accountId, appealDays],
  )
  const after = await readSettings(client, accountId)
  await recordChange(client, author, {
    action: 'changed',
    subject: { kind: 'quality', name: '' },
    changes: differences(
      { 'quality.appealDays': before.appealDays },
      { 'quality.appealDays': appealDays },
    ),
    version: after.version,
  })
  return after
}
