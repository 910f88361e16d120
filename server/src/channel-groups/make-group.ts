import type { ChannelGroup } from '@otklik/protocol/settings'
import { v7 as newId } from 'uuid'

import type { Author } from '../audit/index.ts'
import { lockAccount, type Queryable, renewSettings } from '../database/index.ts'
import { Refusal } from '../http/index.ts'
import { refuseTakenGroupName } from './edit-group.ts'
import { recordGroup } from './record-group.ts'
import { getGroup } from './view-groups.ts'

/** What a group says until somebody words it otherwise. */
export interface GroupTexts {
  name: string
  question: string
  thanks: string
}

/** «Основная»: every account starts with a group, and every channel in it (D-29). */
export async function createFirstGroup(
  client: Queryable,
  accountId: string,
  texts: GroupTexts,
): Promise<void> {
  await insert(client, accountId, texts, true)
}

export async function createGroup(
  client: Queryable,
  author: Author,
  texts: GroupTexts,
): Promise<ChannelGroup> {
  const { accountId } = author
  await lockAccount(client, accountId)
  await refuseTakenGroupName(client, { accountId, id: newId(), name: texts.name })
  const id = await insert(client, accountId, texts, false)
  const made = await getGroup(client, accountId, id)
  await recordGroup(client, author, { after: made })
  return made
}

async function insert(
  client: Queryable,
  accountId: string,
  { name, question, thanks }: GroupTexts,
  isFirst: boolean,
): Promise<string> {
  const id = newId()
  await client.query(
    `insert into channel_groups (account_id, id, name, is_first, question, thanks)
     values ($1, $2, $3, $4, $5, $6)`,
    [accountId, id, name, isFirst, question, thanks],
  )
  return id
}

/** Its channels go back to the first group. */
export async function deleteGroup(
  client: Queryable,
  { author, groupId }: { author: Author; groupId: string },
): Promise<void> {
  const { accountId } = author
  await lockAccount(client, accountId)
  const group = await getGroup(client, accountId, groupId)
  if (group.isFirst) throw new Refusal('first-group')
  await client.query('delete from channel_groups where account_id = $1 and id = $2', [
    accountId,
    groupId,
  ])
  await renewSettings(client, accountId)
  await recordGroup(client, author, { before: group })
}
