import { RATING_TEXT_LIMIT } from '@otklik/protocol'
import {
  type ChannelGroup,
  type editChannelGroupRequest,
  lengthOf,
  type RatingSettings,
} from '@otklik/protocol/settings'
import type { z } from 'zod'

import { type Author, changedMeanwhile } from '../audit/index.ts'
import { lockAccount, type Queryable, renewSettings } from '../database/index.ts'
import { InvalidFieldsError } from '../http/index.ts'
import { gatherProblems } from '../settings/index.ts'
import { recordGroup } from './record-group.ts'
import { getGroup } from './view-groups.ts'

type GroupEdit = z.output<typeof editChannelGroupRequest>

/** Only what is given changes; marks that were asked for already keep the rules they were asked by. */
export async function editGroup(
  client: Queryable,
  { author, groupId }: { author: Author; groupId: string },
  { version, name, channels, rating: changes }: GroupEdit,
): Promise<ChannelGroup> {
  const { accountId } = author
  await lockAccount(client, accountId)
  const before = await getGroup(client, accountId, groupId)
  if (before.version !== version) {
    throw await changedMeanwhile(client, { accountId, kind: 'channel-group', id: groupId, version })
  }
  if (name !== undefined) await refuseTakenGroupName(client, { accountId, id: groupId, name })
  const rating = checkRating({ ...before.rating, ...changes })
  await client.query(
    `update channel_groups set version = version + 1, name = $3, is_rated = $4, scale = $5,
       question = $6, comment_question = $7, thanks = $8, every_hours = $9, await_hours = $10,
       asks_after_timeout = $11, low_score = $12
     where account_id = $1 and id = $2`,
    [
      ...[accountId, groupId, name ?? before.name, rating.isOn, rating.scale, rating.question],
      ...[rating.commentQuestion, rating.thanks, rating.everyHours, rating.awaitHours],
      ...[rating.asksAfterTimeout, rating.lowScore],
    ],
  )
  if (channels) await moveChannels(client, { accountId, groupId, channels })
  await renewSettings(client, accountId)
  const after = await getGroup(client, accountId, groupId)
  await recordGroup(client, author, { before, after })
  return after
}

function checkRating(asked: Record<keyof RatingSettings, unknown>): RatingSettings {
  const problems = gatherProblems()
  const text = (field: 'question' | 'commentQuestion' | 'thanks') => {
    const value = String(asked[field]).trim()
    if (lengthOf(value) > RATING_TEXT_LIMIT) {
      problems.add(`rating.${field}`, 'too-long', { maximum: RATING_TEXT_LIMIT })
    }
    return value
  }
  const isOn = asked.isOn === true
  const question = text('question')
  if (isOn && question === '') problems.add('rating.question', 'required')
  const rating = {
    isOn,
    scale: asked.scale as RatingSettings['scale'],
    question,
    commentQuestion: text('commentQuestion'),
    thanks: text('thanks'),
    everyHours: problems.whole('rating.everyHours', asked.everyHours, { least: 0, most: 8760 }),
    awaitHours: problems.whole('rating.awaitHours', asked.awaitHours, { least: 1, most: 720 }),
    asksAfterTimeout: asked.asksAfterTimeout === true,
    lowScore: problems.whole('rating.lowScore', asked.lowScore, { least: 0, most: 4 }),
  }
  problems.refuse()
  return rating
}

/** A channel is in exactly one group: what comes here leaves another, what is left out goes first. */
async function moveChannels(
  client: Queryable,
  {
    accountId,
    groupId,
    channels,
  }: { accountId: string; groupId: string; channels: ChannelGroup['channels'] },
): Promise<void> {
  const ids = channels.map(({ id }) => id)
  const { rowCount } = await client.query(
    'select from channel_rules where account_id = $1 and channel_id = any($2)',
    [accountId, ids],
  )
  if (rowCount !== new Set(ids).size) {
    throw new InvalidFieldsError({ channels: { code: 'unknown' } })
  }
  await client.query(
    `update channel_rules set version = version + 1, group_id = null
     where account_id = $1 and group_id = $2 and channel_id <> all($3)`,
    [accountId, groupId, ids],
  )
  await client.query(
    `update channel_rules r set version = r.version + 1, group_id = $2, is_rated = c."isRated"
     from jsonb_to_recordset($3) as c (id uuid, "isRated" boolean)
     where r.account_id = $1 and r.channel_id = c.id
       and (r.group_id is distinct from $2 or r.is_rated <> c."isRated")`,
    [accountId, groupId, JSON.stringify(channels)],
  )
}

export async function refuseTakenGroupName(
  client: Queryable,
  { accountId, id, name }: { accountId: string; id: string; name: string },
): Promise<void> {
  const { rowCount } = await client.query(
    'select from channel_groups where account_id = $1 and id <> $2 and lower(name) = lower($3)',
    [accountId, id, name],
  )
  if (rowCount !== 0) throw new InvalidFieldsError({ name: { code: 'name-taken' } })
}
