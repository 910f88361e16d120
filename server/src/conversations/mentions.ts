import type { Mention, sendMessageRequest } from '@otklik/protocol'
import type { z } from 'zod'

import { isVisibleTo, type ReaderRow, readerOf, seenTeamIds, visibleTo } from '../access/index.ts'
import type { Reader } from '../contacts/index.ts'
import { appendFeed, type Database, type Queryable } from '../database/index.ts'
import { type Caller, InvalidFieldsError } from '../http/index.ts'
import type { MessageContent } from '../rules/index.ts'

type Mentioned = NonNullable<MessageContent['mentions']>
type Written = Pick<z.output<typeof sendMessageRequest>, 'kind' | 'mentions'>

interface Called {
  accountId: string
  authorId: string
  conversationId: string
  written: Written
}

/** Whom a note calls, by the names of now; a customer's answer calls nobody. */
export async function listMentioned(
  database: Queryable,
  { accountId, authorId, conversationId, written: { kind, mentions = [] } }: Called,
): Promise<Mentioned> {
  if (mentions.length === 0) return []
  if (kind !== 'note') throw new InvalidFieldsError({ mentions: { code: 'wrong-value' } })
  const [people, teams] = await Promise.all([
    listPeople(database, accountId, conversationId),
    listTeams(database, accountId, mentions),
  ])
  return mentions.map(({ kind, id }, index) => {
    const isTeam = kind === 'team'
    const found = (isTeam ? teams : people).find((each) => each.id === id)
    if (!found) {
      const code = isTeam ? 'no-such-team' : 'no-such-operator'
      throw new InvalidFieldsError({ [`mentions.${index}`]: { code } })
    }
    const called = people.filter(
      (each) => each.id !== authorId && (isTeam ? each.member_of.includes(id) : each.id === id),
    )
    const isInVain =
      called.length > 0 && !called.some((each) => isVisibleTo(readerOf(each), each.concerns ?? []))
    return { kind, id, name: found.name, ...(isInVain && { isOutOfSight: true }) }
  })
}

interface PersonRow extends ReaderRow {
  name: string
  /** Teams that a call to all of them calls this one, too. */
  member_of: string[]
  /** Null where there is no such conversation: the note itself will be refused. */
  concerns: string[] | null
}

async function listPeople(
  database: Queryable,
  accountId: string,
  conversationId: string,
): Promise<PersonRow[]> {
  const { rows } = await database.query<PersonRow>(
    `select o.id, o.name, o.scope, m.role, c.concerns, ${seenTeamIds} as team_ids,
       array(
         select t.id from teams t
         left join team_members tm on tm.account_id = t.account_id and tm.team_id = t.id
           and tm.operator_id = o.id
         where t.account_id = o.account_id and (t.is_everyone or tm.operator_id is not null)
       ) as member_of
     from operators o
     join memberships m on m.account_id = o.account_id and m.user_id = o.user_id
       and m.disabled_at is null
     left join conversations c on c.account_id = o.account_id and c.id = $2
     where o.account_id = $1`,
    [accountId, conversationId],
  )
  return rows
}

async function listTeams(
  database: Queryable,
  accountId: string,
  mentions: NonNullable<Written['mentions']>,
): Promise<{ id: string; name: string }[]> {
  const ids = mentions.filter(({ kind }) => kind === 'team').map(({ id }) => id)
  if (ids.length === 0) return []
  const { rows } = await database.query<{ id: string; name: string }>(
    'select id, name from teams where account_id = $1 and id = any($2)',
    [accountId, ids],
  )
  return rows
}

/** Notes that call this operator: in open conversations, and those not seen yet wherever they are. */
export async function listMentions(
  database: Queryable,
  reader: Reader & Pick<Caller, 'operatorId'>,
): Promise<Mention[]> {
  const values: unknown[] = [reader.accountId, reader.operatorId]
  const { rows } = await database.query<Mention>(
    `select n.conversation_id as "conversationId", n.message_id as "messageId",
       n.seen_at is not null as "isSeen"
     from mentions n
     join conversations c on c.account_id = n.account_id and c.id = n.conversation_id
     where n.account_id = $1 and n.operator_id = $2 and (n.seen_at is null or c.status <> 'closed')
       and ${visibleTo(reader, values)}
     order by n.at desc limit 1000`,
    values,
  )
  return rows
}

/** They have read what calls them there. Answers whether that is news. */
export async function markMentionsSeen(
  database: Database,
  accountId: string,
  { operatorId, conversationId }: { operatorId: string; conversationId: string },
): Promise<boolean> {
  return database.transaction(async (client) => {
    const { rowCount } = await client.query(
      `update mentions set seen_at = now()
       where account_id = $1 and operator_id = $2 and conversation_id = $3 and seen_at is null`,
      [accountId, operatorId, conversationId],
    )
    if (!rowCount) return false
    const payload = { operatorId, conversationId }
    await appendFeed(client, accountId, [{ kind: 'mentions-seen', version: 0, payload }])
    return true
  })
}
