import { maskName } from '../contacts/index.ts'
import type { Queryable } from '../database/index.ts'
import type { Standing } from './whom-to-tell.ts'

/** A conversation as whoever is told of it is told. */
export interface Told extends Standing {
  id: string
  number: number
  contactName: string
  concerns: string[]
  waitingSince?: Date
  lastText: string
}

interface Row {
  id: string
  number: number
  status: string
  operator_id: string | null
  awaited_operator_id: string | null
  team_id: string | null
  offered_to: string[] | null
  concerns: string[]
  owes: string
  waiting_since: number | null
  last_author: string | null
  last_text: string | null
  contact_name: string
}

export async function findStandings(
  client: Queryable,
  accountId: string,
  ids: readonly string[],
): Promise<Map<string, Told>> {
  const { rows } = await client.query<Row>(
    `select c.id, c.number, c.status, c.operator_id, c.awaited_operator_id, c.offered_to, c.concerns,
       coalesce(c.team_id, (c.state -> 'holding' ->> 'teamId')::uuid) as team_id,
       c.state ->> 'owes' as owes, (c.state ->> 'waitingSince')::float8 as waiting_since,
       c.state -> 'lastMessage' -> 'author' ->> 'type' as last_author,
       c.state -> 'lastMessage' ->> 'text' as last_text, p.name as contact_name
     from conversations c join contacts p on p.account_id = c.account_id and p.id = c.contact_id
     where c.account_id = $1 and c.id = any($2)`,
    [accountId, ids],
  )
  return new Map(rows.map((row) => [row.id, toTold(row)]))
}

function toTold(row: Row): Told {
  const isHeld = row.status === 'assigned'
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    ...(isHeld && row.operator_id && { operatorId: row.operator_id }),
    ...(row.awaited_operator_id && { awaitedOperatorId: row.awaited_operator_id }),
    ...(row.team_id && { teamId: row.team_id }),
    offeredTo: row.status === 'offered' ? (row.offered_to ?? []) : [],
    isOwed: row.owes === 'us',
    contactName: maskName(row.contact_name),
    concerns: row.concerns,
    ...(row.waiting_since !== null && { waitingSince: new Date(row.waiting_since) }),
    lastText: row.last_author === 'contact' ? (row.last_text ?? '') : '',
  }
}
